package dev.firstring.console;

import dev.firstring.platform.configuration.StartFailure;
import java.io.PrintWriter;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Says what went wrong. A stack trace is for a fault of the program only, never for what an operator can set right:
 * settings, keys, a database that is not there.
 */
final class Failures implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        StartFailure failure = find(thrown, StartFailure.class);
        if (failure != null) {
            failure.lines().forEach(err::println);
        } else if (thrown instanceof DataAccessException || thrown instanceof SQLException) {
            err.println("The database failed: " + firstLine(find(thrown, SQLException.class), thrown));
            err.println("`firstring doctor` looks for the reason.");
        } else {
            err.println("This is a fault of Firstring, please report it:");
            thrown.printStackTrace(err);
        }
        err.flush();
        return ExitCode.SOFTWARE;
    }

    static <T extends Throwable> @Nullable T find(Throwable thrown, Class<T> type) {
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }

    private static String firstLine(@Nullable SQLException cause, Exception thrown) {
        Throwable telling = cause == null ? thrown : cause;
        return String.valueOf(telling.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
