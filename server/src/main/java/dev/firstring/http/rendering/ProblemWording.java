package dev.firstring.http.rendering;

import dev.firstring.http.Problem;
import dev.firstring.http.ProblemTexts;
import dev.firstring.http.Spelling;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The texts of problems, and their retry times (RL-3). Thread-safe. */
public final class ProblemWording implements ProblemTexts {

    private static final Duration WAIT_OUT_A_LIMIT = Duration.ofSeconds(60);
    private static final Duration WAIT_OUT_A_FAULT = Duration.ofSeconds(5);

    private final Texts texts;

    public ProblemWording(Texts texts) {
        this.texts = texts;
    }

    @Override
    public ProblemText of(Problem problem, Locale language) {
        Long wait = wait(problem);
        return new ProblemText(title(problem, language), detail(problem, language, wait), wait);
    }

    String title(Problem problem, Locale language) {
        return texts.text(language, problem.code().name() + ".title", List.of());
    }

    /**
     * The text of the problem's reason or of the limit that was exceeded if there is one, otherwise the text of its code.
     * If the problem has a retry time and no arguments, that time is the argument of the text.
     */
    String detail(Problem problem, Locale language, @Nullable Long wait) {
        List<?> arguments = problem.arguments();
        if (arguments.isEmpty() && wait != null) {
            arguments = List.of(texts.waiting(language, wait));
        }
        String detail = problem.code().name() + ".detail";
        String ofReason = detail + "." + problem.reason();
        String reason = "reason." + problem.extensions().get("reason");
        String ofPolicy = detail + "." + problem.extensions().get("policy");
        String key = Stream.of(ofReason, reason, ofPolicy)
                .filter(texts::holds)
                .findFirst()
                .orElse(detail);
        return texts.text(language, key, arguments);
    }

    /** The retry time in whole seconds, rounded up, at least 1; null if a retry does not help. */
    @Nullable
    Long wait(Problem problem) {
        Duration wait = problem.retryAfter();
        if (wait == null) {
            wait = switch (problem.code().status(Spelling.CAMEL)) {
                case TOO_MANY_REQUESTS -> WAIT_OUT_A_LIMIT;
                case SERVICE_UNAVAILABLE -> WAIT_OUT_A_FAULT;
                default -> null;
            };
        }
        return wait == null ? null : Math.max(1, wait.plusNanos(999_999_999L).toSeconds());
    }
}
