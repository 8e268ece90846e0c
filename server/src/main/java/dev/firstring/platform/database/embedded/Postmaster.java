package dev.firstring.platform.database.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the database server, as a child process. Thread-safe. */
final class Postmaster {

    private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);
    private static final Duration POLL = Duration.ofMillis(10);
    private static final int KEPT_LINES = 20;
    private static final Map<String, String> MUST_HOLD = Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            // TLS on 127.0.0.1 protects nothing and would expose OpenSSL 1.1.1 to every client.
            Map.entry("ssl", "off"),
            Map.entry("fsync", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("password_encryption", "scram-sha-256"),
            Map.entry("max_connections", "200"),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC"),
            Map.entry("logging_collector", "off"),
            Map.entry("log_checkpoints", "off"),
            // Error details contain user input such as phone numbers and names.
            Map.entry("log_error_verbosity", "terse"),
            Map.entry("log_min_error_statement", "panic"));

    private final Process process;
    private final Deque<String> lastLines = new ArrayDeque<>();

    private Postmaster(Process process) {
        this.process = process;
    }

    /**
     * Starts the server and waits until it accepts connections, however long crash recovery takes.
     *
     * @throws IOException if it ended instead; the message contains the last lines of its log
     */
    static Postmaster start(DataDirectory data, PostgresPrograms programs, int port) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("-D", data.cluster().toString(), "-p", Integer.toString(port)));
        new TreeMap<>(MUST_HOLD).forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
        Postmaster postmaster = new Postmaster(programs.start("postgres", arguments));
        Thread.ofPlatform().daemon().name("postgresql-log").start(postmaster::forwardLog);
        postmaster.awaitReady(data.cluster().resolve("postmaster.pid"));
        return postmaster;
    }

    /**
     * Stops the server of a data directory, whichever process started it: terminates its connections and waits until it
     * has ended.
     */
    static void stop(DataDirectory data, PostgresPrograms programs) throws IOException {
        programs.run("pg_ctl", "stop", "-D", data.cluster().toString(), "-m", "fast", "-w", "-t", "60");
    }

    /** Whether a killed service left its server running. */
    static boolean isLeftBehind(DataDirectory data) throws IOException {
        List<String> facts = facts(data.cluster().resolve("postmaster.pid"));
        if (facts.isEmpty()) {
            return false;
        }
        return ProcessHandle.of(Long.parseLong(facts.getFirst().strip()))
                .filter(ProcessHandle::isAlive)
                .flatMap(found -> found.info().command())
                .filter(command -> command.endsWith("/postgres"))
                .isPresent();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Completes when the server has ended. */
    CompletableFuture<Process> ended() {
        return process.onExit();
    }

    private void awaitReady(Path pidFile) throws IOException {
        while (process.isAlive()) {
            List<String> facts = facts(pidFile);
            if (facts.size() >= 8
                    && facts.getFirst().strip().equals(Long.toString(process.pid()))
                    && facts.get(7).strip().equals("ready")) {
                return;
            }
            pause();
        }
        throw new IOException("PostgreSQL ended at once: " + lastWords());
    }

    private static List<String> facts(Path pidFile) throws IOException {
        try {
            return Files.readAllLines(pidFile);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private void forwardLog() {
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.contains("PANIC:")) {
                    LOG.error("PostgreSQL: {}", line);
                } else {
                    LOG.debug("{}", line);
                }
                keep(line);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("the log of PostgreSQL ended", e);
        }
    }

    private void keep(String line) {
        synchronized (lastLines) {
            if (lastLines.size() == KEPT_LINES) {
                lastLines.removeFirst();
            }
            lastLines.addLast(line);
        }
    }

    private String lastWords() {
        synchronized (lastLines) {
            return String.join(" / ", lastLines);
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL started", e);
        }
    }
}
