package dev.firstring.console.credentials;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a credential, or on the way to it.
 *
 * @param kind {@code act}, {@code session}, {@code verification}, {@code message}, {@code sync} or {@code registration}
 * @param what the act, the step, the state
 * @param actor who did it, where somebody did
 * @param server the SIP server, or the provider of a message
 * @param detail further facts
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
