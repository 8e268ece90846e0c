package dev.firstring.sipserver.sync;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How SIP servers are brought to the state of the database.
 *
 * @param requestBudget how long a request waits for the servers before it returns {@code pending}; 100 milliseconds to
 *     10 seconds, default 2 seconds
 * @param poll how often each node looks for due work; 100 milliseconds to 1 minute, default 1 second
 * @param lease how long an account belongs to the node that works on it; after this time another node takes over the
 *     work of a dead node; 20 seconds to 10 minutes, default 30 seconds
 * @param lanes how many batches a node processes concurrently per server; 1 to 64, default 8
 * @param batch accounts per batch; accounts of a batch that are not started within a second are released. 1 to 500,
 *     default 64
 * @param shortestPause the backoff after the first failure, doubled with each further one; 100 milliseconds to 1
 *     minute, default 1 second
 * @param longestPause the longest backoff; at most 1 hour, default 5 minutes
 */
@Validated
@ConfigurationProperties("firstring.sip-server.sync")
public record SyncSettings(
        @DurationMin(millis = 100) @DurationMax(seconds = 10) @DefaultValue("2s")
        Duration requestBudget,

        @DurationMin(millis = 100) @DurationMax(minutes = 1) @DefaultValue("1s")
        Duration poll,

        @DurationMin(seconds = 20) @DurationMax(minutes = 10) @DefaultValue("30s")
        Duration lease,

        @Min(1) @Max(64) @DefaultValue("8") int lanes,
        @Min(1) @Max(500) @DefaultValue("64") int batch,

        @DurationMin(millis = 100) @DurationMax(minutes = 1) @DefaultValue("1s")
        Duration shortestPause,

        @DurationMin(millis = 100) @DurationMax(hours = 1) @DefaultValue("5m")
        Duration longestPause) {}
