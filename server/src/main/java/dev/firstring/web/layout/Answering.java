package dev.firstring.web.layout;

import dev.firstring.http.Problem;
import dev.firstring.http.Spelling;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;

/** Sets the HTTP status of a page that shows a problem. */
public final class Answering {

    private Answering() {}

    /** Sets the status, and {@code Retry-After} if the problem has a wait. */
    public static void with(Problem problem, HttpServletResponse response) {
        response.setStatus(problem.code().status(Spelling.CAMEL).value());
        Duration wait = problem.retryAfter();
        if (wait != null) {
            response.setHeader(
                    HttpHeaders.RETRY_AFTER,
                    Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
        }
    }
}
