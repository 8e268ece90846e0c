package dev.firstring.http;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A refusal on its way to the client (RFC 9457). Names of extensions are camelCase here and are spelled for the client
 * when it is written. Immutable.
 *
 * @param arguments the arguments of the error's text
 * @param retryAfter when it is worth trying again; sent as {@code Retry-After} and as an extension
 */
public record Problem(
        ErrorCode code,
        List<Object> arguments,
        Map<String, Object> extensions,
        List<Violation> violations,
        @Nullable Duration retryAfter) {

    private static final String REASON = "reason";

    public Problem {
        arguments = List.copyOf(arguments);
        extensions = Collections.unmodifiableMap(new LinkedHashMap<>(extensions));
        violations = List.copyOf(violations);
    }

    public static Problem of(ErrorCode code, Object... arguments) {
        return new Problem(code, List.of(arguments), Map.of(), List.of(), null);
    }

    public static Problem validation(List<Violation> violations) {
        return new Problem(ErrorCode.VALIDATION_FAILED, List.of(), Map.of(), violations, null);
    }

    /** The same problem with one more extension; the value may be a number, text, a list, a map or a record. */
    public Problem with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(extensions);
        more.put(name, value);
        return new Problem(code, arguments, more, violations, retryAfter);
    }

    /**
     * The same problem for a reason of its own, which is the extension {@code reason}; the detail is the text
     * {@code CODE.detail.reason} if there is one.
     *
     * @param reason in snake_case
     * @param arguments the arguments of that text
     */
    public Problem because(String reason, Object... arguments) {
        Problem with = with(REASON, reason);
        return new Problem(code, List.of(arguments), with.extensions(), violations, retryAfter);
    }

    /** What {@link #because} said; null where nothing did. */
    public @Nullable String reason() {
        return extensions.get(REASON) instanceof String reason ? reason : null;
    }

    public Problem retryAfter(Duration wait) {
        return new Problem(code, arguments, extensions, violations, wait);
    }

    /** This problem as an exception, for places that cannot return one, such as argument resolvers. */
    public Refusal asRefusal() {
        return new Refusal(this);
    }

    /** Carries a problem through code that can only throw. It has no stack trace: it is an expected outcome. */
    public static final class Refusal extends RuntimeException {

        private final transient Problem problem;

        private Refusal(Problem problem) {
            super(problem.code().name(), null, false, false);
            this.problem = problem;
        }

        public Problem problem() {
            return problem;
        }
    }
}
