package dev.firstring.console.credentials;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event of a credential or of its onboarding.
 *
 * @param kind {@code act}, {@code session}, {@code verification}, {@code message}, {@code sync} or {@code registration}
 * @param what the operation, the step or the state
 * @param actor the person or program that caused it; null if there is none
 * @param server the SIP server, or the provider of a message
 * @param detail additional facts
 */
public record TimelineEvent(
        Instant at,
        String kind,
        String what,
        @Nullable String actor,
        @Nullable String reason,
        @Nullable String server,
        Map<String, Object> detail) {

    public TimelineEvent {
        detail = Map.copyOf(detail);
    }
}
