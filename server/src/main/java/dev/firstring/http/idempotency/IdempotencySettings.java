package dev.firstring.http.idempotency;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of Idempotency-Key.
 *
 * @param keep how long a response is repeated; from 1 hour to 7 days, 24 hours by default
 * @param lease how long a request may run before a repeat with its key may be executed; from 5 seconds to 10 minutes,
 *     60 seconds by default
 * @param keysAnHour how many keys an account, or an address without a sign-in, may use per hour; an API key may use a
 *     hundred times as many. 10 to 100000, 600 by default
 */
@ConfigurationProperties("firstring.http.idempotency")
public record IdempotencySettings(
        @DefaultValue("24h") Duration keep,
        @DefaultValue("60s") Duration lease,
        @DefaultValue("600") int keysAnHour) {

    public IdempotencySettings {
        if (keep.compareTo(Duration.ofHours(1)) < 0 || keep.compareTo(Duration.ofDays(7)) > 0) {
            throw new IllegalArgumentException("set firstring.http.idempotency.keep to between 1h and 7d");
        }
        if (lease.compareTo(Duration.ofSeconds(5)) < 0 || lease.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("set firstring.http.idempotency.lease to between 5s and 10m");
        }
        if (keysAnHour < 10 || keysAnHour > 100_000) {
            throw new IllegalArgumentException("set firstring.http.idempotency.keys-an-hour to between 10 and 100000");
        }
    }
}
