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

/** The server process of the embedded database, found as an operator would find it. */
public final class DatabaseProcess {

    private static final long PATIENCE_SECONDS = 15;

    private final Path pidFile;

    DatabaseProcess(Path data) {
        this.pidFile = data.resolve("postgresql").resolve("postmaster.pid");
    }

    /** The server that runs now; empty if none does. */
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
     * @return the process that was killed
     * @throws IOException if there is none
     */
    public long kill() throws IOException {
        ProcessHandle server = find().orElseThrow(() -> new IOException("no database server runs"));
        server.destroyForcibly();
        return server.pid();
    }

    /** Ends a server that was left without its service. */
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
