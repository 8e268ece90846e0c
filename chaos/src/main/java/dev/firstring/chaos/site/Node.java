package dev.firstring.chaos.site;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A process of the service that can be killed and restarted on the same port. Thread-safe. */
public final class Node {

    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(25);
    private static final long POLL_MILLIS = 50;

    private final String name;
    private final int port;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final AtomicInteger life = new AtomicInteger(1);
    private volatile @Nullable Process process;

    Node(String name, int port, List<String> command, Map<String, String> environment, Path log) {
        this.name = name;
        this.port = port;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.log = log;
    }

    public String name() {
        return name;
    }

    /** A URI of this node. */
    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Even while the node is expected to respond; changes with every kill and every start. */
    public int life() {
        return life.get();
    }

    /** Starts the process without waiting for it. */
    public void launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        process = builder.start();
    }

    /** Waits until the node reports that it is ready. */
    public void awaitReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (!isReady()) {
            Process running = process;
            if (running == null || !running.isAlive()) {
                throw new IOException(name + " ended while it started; see " + log);
            }
            if (System.nanoTime() > end) {
                throw new IOException(name + " was not ready after " + LONGEST_START + "; see " + log);
            }
            Thread.sleep(POLL_MILLIS);
        }
        if (life.get() % 2 == 1) {
            life.incrementAndGet();
        }
    }

    public boolean isReady() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(at("/health/ready"))
                .timeout(Duration.ofSeconds(6))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notThere) {
            return false;
        }
    }

    public boolean isAlive() {
        Process running = process;
        return running != null && running.isAlive();
    }

    /** kill -9. */
    public void kill() throws InterruptedException {
        Process running = process;
        expectAway();
        if (running != null) {
            running.destroyForcibly().waitFor();
        }
    }

    /**
     * Terminates the process as an operator does (SIGTERM); kills it if that takes too long.
     *
     * @return whether it ended by itself
     */
    public boolean stop() throws InterruptedException {
        Process running = process;
        if (running == null || !running.isAlive()) {
            return true;
        }
        expectAway();
        running.destroy();
        if (running.waitFor(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
            return true;
        }
        running.destroyForcibly().waitFor();
        return false;
    }

    private void expectAway() {
        if (life.get() % 2 == 0) {
            life.incrementAndGet();
        }
    }
}
