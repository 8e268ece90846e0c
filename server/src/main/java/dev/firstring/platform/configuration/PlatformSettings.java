package dev.firstring.platform.configuration;

import dev.firstring.platform.Mode;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What holds for the whole service.
 *
 * @param mode the mode of the service: {@code development} or {@code production}; default development
 * @param data the directory for local data of this node (the embedded database, development keys), created if it does
 *     not exist; default {@code ./data}; short form {@code --data}
 * @param lan whether the service was started for the machines of the local network in development, with an address of
 *     this machine there as {@code server.address}; short form {@code --lan}, which finds the address. Production rejects
 *     it. Default false
 */
@ConfigurationProperties("firstring")
public record PlatformSettings(
        @DefaultValue("development") Mode mode,
        @DefaultValue("./data") Path data,
        @DefaultValue("false") boolean lan) {

    public PlatformSettings {
        data = data.toAbsolutePath().normalize();
    }
}
