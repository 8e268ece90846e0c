package dev.firstring.http;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A refusal for the client (RFC 9457). Names of extensions are camelCase and are converted to the client's spelling
 * when the response is written. Immutable.
 *
 * @param arguments the arguments of the error's text
 * @param retryAfter the time after which a retry is reasonable; sent as {@code Retry-After} and as an extension
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

    /** Adds an extension to the problem. The value may be a number, text, a list, a map or a record. */
    public Problem with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(extensions);
        more.put(name, value);
        return new Problem(code, arguments, more, violations, retryAfter);
    }

    /**
     * Adds a specific reason to the problem as the extension {@code reason}; the detail is then the text
     * {@code CODE.detail.reason} if there is one.
     *
     * @param reason in snake_case
     * @param arguments the arguments of that text
     */
    public Problem because(String reason, Object... arguments) {
        Problem with = with(REASON, reason);
        return new Problem(code, List.of(arguments), with.extensions(), violations, retryAfter);
    }

    /** The reason set by {@link #because}; null if there is none. */
    public @Nullable String reason() {
        return extensions.get(REASON) instanceof String reason ? reason : null;
    }

    public Problem retryAfter(Duration wait) {
        return new Problem(code, arguments, extensions, violations, wait);
    }

    /** Wraps this problem in an exception, for code that cannot return it, such as argument resolvers. */
    public Refusal asRefusal() {
        return new Refusal(this);
    }

    /** Carries a problem through code that can only throw. It has no stack trace, since it is an expected outcome. */
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

    /**
     * One field that failed validation.
     *
     * @param field the camelCase name, or a path such as {@code contacts[0].displayName}; converted to the client's
     *     spelling when the response is written
     * @param messageKey the key of the text in the bundle {@code problems}, such as {@code field.required}
     * @param arguments the arguments of that text
     */
    public record Violation(String field, String messageKey, List<Object> arguments) {

        public Violation {
            arguments = List.copyOf(arguments);
        }

        public static Violation of(String field, String messageKey, Object... arguments) {
            return new Violation(field, messageKey, List.of(arguments));
        }
    }
}
