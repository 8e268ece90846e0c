package dev.firstring.chaos.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The server process of the embedded database, found through its pid file. */
public final class DatabaseProcess {

    private static final long PATIENCE_SECONDS = 15;

    private final Path pidFile;

    DatabaseProcess(Path data) {
        this.pidFile = data.resolve("postgresql").resolve("postmaster.pid");
    }

    /** The running server; empty if there is none. */
    public Optional<ProcessHandle> find() throws IOException {
        List<String> facts;
        try {
            facts = Files.readAllLines(pidFile);
        } catch (NoSuchFileException notThere) {
            return Optional.empty();
        }
        if (facts.isEmpty()) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(facts.getFirst().strip()))
                .filter(ProcessHandle::isAlive)
                .filter(found -> found.info().command().orElse("").endsWith("/postgres"));
    }

    /**
     * kill -9.
     *
     * @return the id of the killed process
     * @throws IOException if no server runs
     */
    public long kill() throws IOException {
        ProcessHandle server = find().orElseThrow(() -> new IOException("no database server runs"));
        server.destroyForcibly();
        return server.pid();
    }

    /** Stops a server that was left running without its service. */
    void end() throws IOException {
        Optional<ProcessHandle> left = find();
        if (left.isPresent()) {
            left.get().destroy();
            try {
                left.get().onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException | ExecutionException e) {
                left.get().destroyForcibly();
            } catch (InterruptedException e) {
                left.get().destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
