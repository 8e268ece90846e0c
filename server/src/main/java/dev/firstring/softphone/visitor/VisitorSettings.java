package dev.firstring.softphone.visitor;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which softphones there are besides those that are known.
 *
 * @param agents softphones that send neither {@code X-Linphone-Provisioning} nor a telling {@code Accept}, by the beginning of
 *     their {@code User-Agent}; default none
 */
@ConfigurationProperties("firstring.softphone")
public record VisitorSettings(@DefaultValue List<KnownAgent> agents) {

    public VisitorSettings {
        agents = List.copyOf(agents);
    }
}
