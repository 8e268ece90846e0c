package dev.firstring.console;

import java.io.PrintWriter;
import java.util.Set;
import picocli.CommandLine;

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
}
