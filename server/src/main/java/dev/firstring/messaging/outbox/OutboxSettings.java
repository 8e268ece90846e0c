package dev.firstring.messaging.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How messages are handed over.
 *
 * @param lease how long a message belongs to the node that sends it, 6 to 12 seconds; after that another node sends the
 *     messages of a dead node. Default 8 seconds
 * @param requestBudget how long a request waits for the providers before it returns {@code queued}, at least 100
 *     milliseconds and less than the lease; default 5 seconds
 */
@Validated
@ConfigurationProperties("firstring.messaging")
public record OutboxSettings(
        @DefaultValue("8s") Duration lease,
        @DefaultValue("5s") Duration requestBudget) {

    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(6);
    private static final Duration LONGEST_LEASE = Duration.ofSeconds(12);
    private static final Duration SHORTEST_BUDGET = Duration.ofMillis(100);

    public OutboxSettings {
        if (lease.compareTo(SHORTEST_LEASE) < 0 || lease.compareTo(LONGEST_LEASE) > 0) {
            throw new IllegalArgumentException("firstring.messaging.lease must be 6s to 12s: a provider may take 5"
                    + " seconds, and a message of a node that died must go out within 15.");
        }
        if (requestBudget.compareTo(SHORTEST_BUDGET) < 0 || requestBudget.compareTo(lease) >= 0) {
            throw new IllegalArgumentException("firstring.messaging.request-budget must be at least 100ms and less"
                    + " than firstring.messaging.lease.");
        }
    }
}
