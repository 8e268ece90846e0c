package dev.firstring.platform.configuration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The service cannot start for a reason that its operator can fix. Each line is self-contained: what is wrong, where,
 * and what to do. Lines are printed verbatim, without a stack trace, and must not contain secrets.
 */
public class StartFailure extends RuntimeException {

    private final List<String> lines;

    public StartFailure(List<String> lines, @Nullable Throwable cause) {
        super(String.join("; ", lines), cause);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a failure needs a line that says what is wrong");
        }
        this.lines = List.copyOf(lines);
    }

    public StartFailure(String line, @Nullable Throwable cause) {
        this(List.of(line), cause);
    }

    public StartFailure(String line) {
        this(List.of(line), null);
    }

    /** What is wrong, one line per mistake, at least one. */
    public List<String> lines() {
        return lines;
    }
}
