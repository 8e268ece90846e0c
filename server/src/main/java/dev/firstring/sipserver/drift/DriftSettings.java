package dev.firstring.sipserver.drift;

import java.time.Duration;
import java.time.LocalTime;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.validation.annotation.Validated;

/**
 * When SIP servers are compared with the database.
 *
 * @param enabled whether they are compared once a day; differences are reported, not repaired
 * @param checkAt the time of day of the comparison, in UTC, as {@code 02:40}
 * @param lease how long a comparison belongs to the node that works on it; if that node dies, another one continues
 *     after this time and repeats at most this period; 20 seconds to 10 minutes, default 1 minute
 * @param poll how often each node looks for a comparison to continue; 1 second to 1 minute, default 5 seconds
 */
@Validated
@ConfigurationProperties("firstring.sip-server.drift")
public record DriftSettings(
        @DefaultValue("true") boolean enabled,

        @DateTimeFormat(iso = DateTimeFormat.ISO.TIME) @DefaultValue("02:40")
        LocalTime checkAt,

        @DurationMin(seconds = 20) @DurationMax(minutes = 10) @DefaultValue("1m")
        Duration lease,

        @DurationMin(seconds = 1) @DurationMax(minutes = 1) @DefaultValue("5s")
        Duration poll) {}
