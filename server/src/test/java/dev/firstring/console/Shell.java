package dev.firstring.console;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs a command and keeps what it prints. */
record Shell(int exitCode, String out, String err) {

    static Shell run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Console.run(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
        return new Shell(exitCode, out.toString(), err.toString());
    }
}
