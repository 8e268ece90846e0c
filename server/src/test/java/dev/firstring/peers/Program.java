package dev.firstring.peers;

import dev.firstring.testing.Patience;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A child process whose output is kept and can be waited for. Closing kills it and all that it started; the end of
 * this JVM does the same. Thread-safe.
 */
public final class Program implements AutoCloseable {

    private static final Pattern NEVER = Pattern.compile("(?!)");
    private static final int KEPT_OUTPUT = 8_000_000;
    private static final Set<Program> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Program::close)));
    }

    private final Process process;
    private final Writer input;
    private final StringBuilder output = new StringBuilder();
    private boolean ended;

    private Program(Process process) {
        this.process = process;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Starts a program in a directory; its standard error joins its output. */
    public static Program start(Path directory, Map<String, String> environment, List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Program program = new Program(builder.start());
            RUNNING.add(program);
            Thread.ofVirtual().start(program::read);
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it has printed up to now (its last eight million characters at most). */
    public synchronized String output() {
        return output.toString();
    }

    /** Waits until the output contains the pattern: true; or until the program ended or the time is over: false. */
    public synchronized boolean await(Pattern pattern, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            Matcher matcher = pattern.matcher(output);
            if (matcher.find()) {
                return true;
            }
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (ended || left <= 0) {
                return false;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for a program", e);
            }
        }
    }

    /** The exit code, once all output is there; a program that is not done within the limit is a failure. */
    public int exitCode(Duration limit) {
        if (!ends(limit)) {
            throw new IllegalStateException("not done within " + limit + ":\n" + output());
        }
        await(NEVER, Patience.LIMIT);
        return process.exitValue();
    }

    /** Waits for the end; false when the limit came first. */
    public boolean ends(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a program", e);
        }
    }

    /** Writes a line to its standard input. */
    public void type(String line) {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends its standard input. */
    public void endInput() {
        try {
            input.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Halts or lets go on ({@code STOP}, {@code CONT}) those of its processes that run a program of that name; one that is
     * halted keeps its sockets open and answers nothing.
     */
    public void signal(String signal, Pattern program) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .filter(each -> program.matcher(Path.of(each.info().command().orElse("/"))
                                .toFile()
                                .getName())
                        .matches())
                .forEach(each -> command.add(Long.toString(each.pid())));
        try {
            Process kill = new ProcessBuilder(command).start();
            if (!kill.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new IllegalStateException("could not send " + signal + " to " + program);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending a signal", e);
        }
    }

    /** Kills it and its descendants: children first, so that their parent still reaps them. */
    @Override
    public void close() {
        List<ProcessHandle> descendants = process.descendants().toList();
        descendants.forEach(ProcessHandle::destroyForcibly);
        if (descendants.isEmpty() || !ends(Duration.ofSeconds(1))) {
            process.destroyForcibly();
        }
        RUNNING.remove(this);
        if (!ends(Patience.LIMIT)) {
            throw new IllegalStateException("process " + process.pid() + " survived being killed");
        }
    }

    private void read() {
        char[] chunk = new char[8192];
        try (Reader reader = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            for (int length = reader.read(chunk); length >= 0; length = reader.read(chunk)) {
                append(chunk, length);
            }
        } catch (IOException e) {
            char[] note = ("\n[the rest of the output was lost: " + e + "]").toCharArray();
            append(note, note.length);
        } finally {
            end();
        }
    }

    private synchronized void append(char[] chunk, int length) {
        output.append(chunk, 0, length);
        if (output.length() > KEPT_OUTPUT) {
            output.delete(0, output.length() / 2);
        }
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }
}
