package dev.firstring.abuse.limits;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The limits on sending: the one table of them. Windows slide; each send is remembered until it has left the longest
 * window of its subject.
 *
 * @param numberHour sends to one number per hour
 * @param numberDay sends to one number per day
 * @param addressHour sends requested by one IP address (IPv6: one /64) per hour
 * @param deviceDay sends requested by one device at one address per day; ids that cannot be random are not counted
 * @param serviceMinute sends of the whole service per calendar minute
 * @param serviceDay sends of the whole service per calendar day (UTC)
 */
@Validated
@ConfigurationProperties("firstring.limits")
public record LimitSettings(
        @Min(1) @Max(100) @DefaultValue("5") int numberHour,
        @Min(1) @Max(100) @DefaultValue("10") int numberDay,
        @Min(1) @Max(1000) @DefaultValue("20") int addressHour,
        @Min(1) @Max(100) @DefaultValue("10") int deviceDay,
        @Min(1) @DefaultValue("600") int serviceMinute,
        @Min(1) @DefaultValue("50000") int serviceDay,
        @Valid @DefaultValue Tries tries) {

    /**
     * What wrong codes cost a number.
     *
     * @param perDay wrong codes of a number per day (UTC) after which each further session for it must wait and needs a
     *     challenge
     * @param firstWait the wait of the first such session; it doubles with each further one
     * @param longestWait the longest such wait
     * @param inARow consecutive wrong codes after which the number is blocked; never more than 100 (NIST SP 800-63B
     *     3.2.2)
     * @param stop the duration of that block
     */
    public record Tries(
            @Min(3) @Max(100) @DefaultValue("10") int perDay,

            @DurationMin(seconds = 1) @DurationMax(hours = 1) @DefaultValue("30s")
            Duration firstWait,

            @DurationMin(seconds = 1) @DurationMax(hours = 24) @DefaultValue("1h")
            Duration longestWait,

            @Min(10) @Max(100) @DefaultValue("100") int inARow,

            @DurationMin(minutes = 1) @DurationMax(days = 7) @DefaultValue("24h")
            Duration stop) {}
}
