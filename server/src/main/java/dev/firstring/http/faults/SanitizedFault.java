package dev.firstring.http.faults;

import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A fault for the log: the types of an exception and its causes with their stack traces, but without their messages,
 * since libraries quote client input in them (ASVS 16.2.5). At most {@value #MOST_CAUSES} causes of
 * {@value #MOST_FRAMES} frames each, which limits the log volume of a request.
 */
final class SanitizedFault extends Exception {

    private static final int MOST_CAUSES = 5;
    private static final int MOST_FRAMES = 40;

    private SanitizedFault(String type, StackTraceElement[] trace, @Nullable Throwable cause) {
        super(type, cause, false, true);
        setStackTrace(Arrays.copyOf(trace, Math.min(trace.length, MOST_FRAMES)));
    }

    /** Copies a fault without its messages. */
    static SanitizedFault of(Throwable fault) {
        return of(fault, 0);
    }

    private static SanitizedFault of(Throwable fault, int depth) {
        Throwable cause = fault.getCause();
        return new SanitizedFault(
                type(fault),
                fault.getStackTrace(),
                cause == null || depth == MOST_CAUSES ? null : of(cause, depth + 1));
    }

    /** The name of the type, with the SQLSTATE if there is one. */
    static String type(Throwable fault) {
        String type = fault.getClass().getName();
        return fault instanceof SQLException sql && sql.getSQLState() != null
                ? type + " (SQLSTATE " + sql.getSQLState() + ")"
                : type;
    }
}
