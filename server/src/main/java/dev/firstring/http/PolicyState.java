package dev.firstring.http;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The state of one rate limit (RL-1).
 *
 * @param name the name that clients see, such as {@code number-hour}
 * @param quota the number of requests that the limit allows in a window
 * @param window the length of the window
 * @param remaining the remaining quota
 * @param resetIn the time until more quota becomes available
 */
public record PolicyState(String name, long quota, Duration window, long remaining, Duration resetIn) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    public PolicyState {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("the name of a policy is lower-case letters, digits and dashes");
        }
        if (quota < 0 || remaining < 0 || window.isNegative() || resetIn.isNegative()) {
            throw new IllegalArgumentException("the state of a policy has no negative parts");
        }
    }

    /** Whether no quota remains. */
    public boolean exhausted() {
        return remaining == 0;
    }

    /** The value of {@code RateLimit-Policy} according to draft 11. */
    static String policyField(List<PolicyState> states) {
        return states.stream()
                .map(state -> "\"%s\";q=%d;w=%d".formatted(state.name(), state.quota(), wholeSeconds(state.window())))
                .collect(Collectors.joining(", "));
    }

    /** The value of {@code RateLimit} according to draft 11. */
    static String limitField(List<PolicyState> states) {
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
