package dev.firstring.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The response of a controller: data in the success envelope, or a problem. It is rendered in the spelling of the path
 * and in the language of the client; controllers know neither. Immutable.
 *
 * @param data the data of a success; null if {@code problem} is set or if there is no data
 * @param messageKey the key of the envelope's text in the bundle {@code messages}
 */
public record Answer<T>(
        @Nullable T data,
        @Nullable String messageKey,
        @Nullable Problem problem,
        List<Map.Entry<String, String>> headers) {

    public Answer {
        headers = List.copyOf(headers);
    }

    public static <T> Answer<T> ok(@Nullable T data, String messageKey) {
        return new Answer<>(data, messageKey, null, List.of());
    }

    public static <T> Answer<T> refused(Problem problem) {
        return new Answer<>(null, null, problem, List.of());
    }

    /**
     * Adds the fields {@code RateLimit-Policy} and {@code RateLimit} to the answer. If a limit is the reason for the
     * refusal, the problem also lists the exhausted policies, and its {@code Retry-After} is at least their longest
     * reset time (RL-2, RL-3).
     */
    public Answer<T> rateLimits(List<PolicyState> states) {
        if (states.isEmpty()) {
            return this;
        }
        return new Answer<>(data, messageKey, problem == null ? null : limited(problem, states), headers)
                .header("RateLimit-Policy", PolicyState.policyField(states))
                .header("RateLimit", PolicyState.limitField(states));
    }

    private static Problem limited(Problem problem, List<PolicyState> states) {
        List<PolicyState> violated =
                states.stream().filter(PolicyState::exhausted).toList();
        if (problem.code() != ErrorCode.RATE_LIMITED || violated.isEmpty()) {
            return problem;
        }
        Duration wait = problem.retryAfter() == null ? Duration.ZERO : problem.retryAfter();
        for (PolicyState state : violated) {
            wait = state.resetIn().compareTo(wait) > 0 ? state.resetIn() : wait;
        }
        return problem.with(
                        "violatedPolicies",
                        violated.stream().map(PolicyState::name).toList())
                .retryAfter(wait);
    }

    /** Adds a header to the answer. Existing headers of that name are kept. */
    public Answer<T> header(String name, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(headers);
        more.add(Map.entry(name, value));
        return new Answer<>(data, messageKey, problem, more);
    }

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
                    .map(state ->
                            "\"%s\";q=%d;w=%d".formatted(state.name(), state.quota(), wholeSeconds(state.window())))
                    .collect(Collectors.joining(", "));
        }

        /** The value of {@code RateLimit} according to draft 11. */
        static String limitField(List<PolicyState> states) {
            return states.stream()
                    .map(state -> "\"%s\";r=%d;t=%d"
                            .formatted(state.name(), state.remaining(), wholeSeconds(state.resetIn())))
                    .collect(Collectors.joining(", "));
        }

        /** Rounds up to whole seconds, so that clients do not retry too early (RL-3). */
        static long wholeSeconds(Duration duration) {
            return duration.plusNanos(999_999_999L).toSeconds();
        }
    }
}
