package dev.firstring.http;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** The fields {@code RateLimit-Policy} and {@code RateLimit} according to draft 11 (RL-1). */
final class RateLimitHeaders {

    private RateLimitHeaders() {}

    static String policies(List<PolicyState> states) {
        return states.stream()
                .map(state -> "\"%s\";q=%d;w=%d".formatted(state.name(), state.quota(), wholeSeconds(state.window())))
                .collect(Collectors.joining(", "));
    }

    static String limits(List<PolicyState> states) {
        return states.stream()
                .map(state ->
                        "\"%s\";r=%d;t=%d".formatted(state.name(), state.remaining(), wholeSeconds(state.resetIn())))
                .collect(Collectors.joining(", "));
    }

    /** Rounds up to whole seconds, so that clients do not retry too early (RL-3). */
    static long wholeSeconds(Duration duration) {
        return duration.plusNanos(999_999_999L).toSeconds();
    }
}
