package dev.firstring.console;

import java.io.PrintWriter;
import java.util.Set;
import picocli.CommandLine;

/**
 * The commands of the operator. Exit codes: 0 done, 1 something is wrong with what the command found, 2 the command was
 * given wrongly.
 */
public final class Console {

    private static final Set<String> OPTIONS = Set.of("-h", "--help", "-V", "--version");

    private Console() {}

    /** Whether these are the arguments of a command and not of the service, which takes none but options. */
    public static boolean handles(String[] arguments) {
        return arguments.length > 0 && (!arguments[0].startsWith("-") || OPTIONS.contains(arguments[0]));
    }

    /** Runs a command and gives its exit code. It writes to standard output, and what is wrong to standard error. */
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
