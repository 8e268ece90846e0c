package dev.firstring.web.live;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How pages are told what happens while they are open.
 *
 * @param period how often a node polls for each open page; SIP servers are queried at the same rate while a page waits
 *     for a phone. 500 ms to 30 s, default 2 s
 * @param streams how many pages a node updates by events; further ones poll every few seconds. 0 to 20000, default 500
 * @param streamsPerCaller how many event streams one account or session may have; a further one closes the oldest,
 *     whose page then polls. 1 to 100, default 8
 * @param streamsPerAddress how many event streams one address may have; further pages poll. 1 to 20000, default 64
 */
@Validated
@ConfigurationProperties("firstring.web.live")
public record LiveSettings(
        @DefaultValue("2s") Duration period,
        @DefaultValue("500") @Min(0) @Max(20_000) int streams,
        @DefaultValue("8") @Min(1) @Max(100) int streamsPerCaller,
        @DefaultValue("64") @Min(1) @Max(20_000) int streamsPerAddress) {

    /** @throws IllegalArgumentException if the period is out of bounds */
    public LiveSettings {
        if (period.compareTo(Duration.ofMillis(500)) < 0 || period.compareTo(Duration.ofSeconds(30)) > 0) {
            throw new IllegalArgumentException("firstring.web.live.period must be 500ms to 30s");
        }
    }
}
