package dev.firstring.platform.start;

import java.util.List;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Reports why the service does not start: one line per mistake on standard error, without a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class StartFailureReporter implements SpringBootExceptionReporter {

    @Override
    public boolean reportException(Throwable failure) {
        return Explanation.of(failure)
                .map(lines -> {
                    print(lines);
                    return true;
                })
                .orElse(false);
    }

    /** Prints each line to standard error. */
    public static void print(List<String> lines) {
        lines.forEach(line -> System.err.println("firstring: " + line.replaceAll("\\s*\\R\\s*", " ")));
    }
}
