package dev.firstring.console;

import dev.firstring.platform.start.Explanation;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Reports errors. A stack trace is printed only for a fault of the program, never for what an operator can correct:
 * settings, keys, an unreachable database.
 */
final class Failures implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        Optional<List<String>> explanation = Explanation.of(thrown);
        if (explanation.isPresent()) {
            explanation.get().forEach(line -> err.println("firstring: " + line));
        } else if (thrown instanceof DataAccessException || thrown instanceof SQLException) {
            err.println("firstring: the database failed: " + firstLine(thrown));
            err.println("firstring: `firstring doctor` looks for the reason.");
        } else {
            err.println("firstring: this is a fault of Firstring, please report it:");
            thrown.printStackTrace(err);
        }
        err.flush();
        return ExitCode.SOFTWARE;
    }

    private static String firstLine(Exception thrown) {
        return String.valueOf(NestedExceptionUtils.getMostSpecificCause(thrown).getMessage())
                .lines()
                .findFirst()
                .orElse("no reason given");
    }
}
