package dev.firstring.platform.database.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs the PostgreSQL programs. They refuse to run as root, so as root they run in a user namespace of their own. */
record PostgresPrograms(Path bin) {

    /** Runs a program to completion and returns its output; the message of a failure contains the output. */
    String run(String program, String... arguments) throws IOException {
        Process process = new ProcessBuilder(command(program, List.of(arguments)))
                .redirectErrorStream(true)
                .start();
        String output;
        try (BufferedReader reader = process.inputReader()) {
            output = String.join("\n", reader.readAllLines());
        }
        if (exitOf(process) != 0) {
            throw new IOException(program + " failed: " + output);
        }
        return output;
    }

    /** Starts a program in a session of its own, so that Ctrl-C on a terminal reaches only the service. */
    Process start(String program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        Stream.of("/usr/bin/setsid", "/bin/setsid")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .ifPresent(command::add);
        command.addAll(command(program, arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private List<String> command(String program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name", "").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(bin.resolve(program).toString());
        command.addAll(arguments);
        return command;
    }

    private static int exitOf(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a program of PostgreSQL ran", e);
        }
    }
}
