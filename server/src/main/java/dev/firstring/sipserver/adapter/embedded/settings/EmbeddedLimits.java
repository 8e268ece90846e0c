package dev.firstring.sipserver.adapter.embedded.settings;

import dev.firstring.registrar.settings.RegistrarLimits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the registrar inside the process takes from strangers.
 *
 * @param connections concurrent TCP connections; default 256
 * @param connectionsPerAddress concurrent TCP connections of one IP address; default 32
 * @param idle how long a TCP connection may be idle; default 10 minutes, 1 second to 24 hours
 * @param lookups concurrent database queries, fewer than {@code firstring.database.pool-size}; default 4
 * @param failuresPerMinute failed authentications of one IP address (IPv6: of one /64) per minute; further ones get 503
 *     until the minute is over. Default 60
 * @param contactsPerAccount live contacts of one account; a further one removes the one that was refreshed longest ago.
 *     Default 10
 * @param contacts live contacts in total; a further one is rejected with 503. Default 10000
 */
@Validated
@ConfigurationProperties("firstring.sip-server.embedded.limits")
public record EmbeddedLimits(
        @DefaultValue("256") @Min(1) @Max(10_000) int connections,
        @DefaultValue("32") @Min(1) @Max(10_000) int connectionsPerAddress,
        @DefaultValue("10m") Duration idle,
        @DefaultValue("4") @Min(1) @Max(64) int lookups,
        @DefaultValue("60") @Min(1) @Max(100_000) int failuresPerMinute,
        @DefaultValue("10") @Min(1) @Max(100) int contactsPerAccount,
        @DefaultValue("10000") @Min(1) @Max(1_000_000) int contacts) {

    /** @throws IllegalArgumentException if a value is out of bounds; the message says what to set */
    public EmbeddedLimits {
        if (idle.compareTo(Duration.ofSeconds(1)) < 0 || idle.compareTo(Duration.ofHours(24)) > 0) {
            throw new IllegalArgumentException("firstring.sip-server.embedded.limits.idle must be 1s to 24h");
        }
    }

    RegistrarLimits limits() {
        return new RegistrarLimits(
                connections, connectionsPerAddress, idle, lookups, failuresPerMinute, contactsPerAccount, contacts);
    }
}
