package dev.firstring.http.connections;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a client may do to a connection of HTTP. Each time is for the whole of it, however many bytes trickle meanwhile.
 *
 * @param head how long the head of a request may take from its first byte; 1 second to 2 minutes, 15 seconds by default
 * @param exchange how long an exchange may take, from the head of a request until its response is written, bodies
 *     included; 2 seconds to 10 minutes, 1 minute by default. Event streams are exempt
 * @param keepAlive how long a connection may wait for a request; longer than a reverse proxy keeps idle connections. 1
 *     second to 10 minutes, 75 seconds by default
 * @param perAddress how many connections an address (IPv6: a /64) may have per node; trusted proxies are not limited. 4
 *     to 100000, 256 by default
 */
@ConfigurationProperties("firstring.http.connections")
public record ConnectionSettings(
        @DefaultValue("15s") Duration head,
        @DefaultValue("1m") Duration exchange,
        @DefaultValue("75s") Duration keepAlive,
        @DefaultValue("256") int perAddress) {

    /** @throws IllegalArgumentException if one is out of bounds; the message says what to set */
    public ConnectionSettings {
        bound("head", head, Duration.ofSeconds(1), Duration.ofMinutes(2));
        bound("exchange", exchange, Duration.ofSeconds(2), Duration.ofMinutes(10));
        bound("keep-alive", keepAlive, Duration.ofSeconds(1), Duration.ofMinutes(10));
        if (perAddress < 4 || perAddress > 100_000) {
            throw new IllegalArgumentException("firstring.http.connections.per-address must be 4 to 100000");
        }
    }

    private static void bound(String name, Duration time, Duration least, Duration most) {
        if (time.compareTo(least) < 0 || time.compareTo(most) > 0) {
            throw new IllegalArgumentException("firstring.http.connections.%s must be %ds to %ds"
                    .formatted(name, least.toSeconds(), most.toSeconds()));
        }
    }
}
