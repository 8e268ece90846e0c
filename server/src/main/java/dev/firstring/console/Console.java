package dev.firstring.console;

import dev.firstring.platform.start.Explanation;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** The operator's commands. Exit codes: 0 success, 1 the command found a problem or failed, 2 usage error. */
public final class Console {

    private static final Set<String> OPTIONS = Set.of("-h", "--help", "-V", "--version");

    private Console() {}

    /** Whether the arguments are those of a command. The service itself takes only options. */
    public static boolean handles(String[] arguments) {
        return arguments.length > 0 && (!arguments[0].startsWith("-") || OPTIONS.contains(arguments[0]));
    }

    /** Runs a command and returns its exit code. Output goes to standard output, errors to standard error. */
    public static int run(String[] arguments) {
        CommandLine line = new CommandLine(new FirstringCommand());
        return run(line, arguments);
    }

    static int run(String[] arguments, PrintWriter out, PrintWriter err) {
        CommandLine line = new CommandLine(new FirstringCommand());
        line.setOut(out);
        line.setErr(err);
        return run(line, arguments);
    }

    private static int run(CommandLine line, String[] arguments) {
        line.setExecutionExceptionHandler(new Failures());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line.execute(arguments);
    }

    /**
     * Reports errors. A stack trace is printed only for a fault of the program, never for what an operator can correct:
     * settings, keys, an unreachable database.
     */
    private static final class Failures implements IExecutionExceptionHandler {

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
            return String.valueOf(
                            NestedExceptionUtils.getMostSpecificCause(thrown).getMessage())
                    .lines()
                    .findFirst()
                    .orElse("no reason given");
        }
    }
}
