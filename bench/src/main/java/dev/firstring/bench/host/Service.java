package dev.firstring.bench.host;

import dev.firstring.bench.BenchFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service, started with {@code bin/run} and an embedded database in a temporary directory. Development mode shows
 * the codes that clients need; all limits apply, except that the budgets of the whole service are at their maximum.
 * Closing stops the service and its database.
 */
public final class Service implements AutoCloseable {

    private static final Duration TIME_TO_START = Duration.ofMinutes(10);
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int LOG_TAIL = 25;

    private final Process process;
    private final Path log;
    private final Path data;
    private int httpPort;

    private Service(Process process, Path log, Path data) {
        this.process = process;
        this.log = log;
        this.data = data;
    }

    /**
     * Starts the service and waits until it is ready.
     *
     * @param root the checkout
     * @param place a directory for this run only
     * @param options further options of the service
     */
    public static Service start(Path root, Path place, List<String> options) throws IOException {
        Path log = place.resolve("service.log");
        Path data = place.resolve("data");
        List<String> command = new ArrayList<>(List.of(
                root.resolve("bin/run").toString(),
                "--port=0",
                "--sip-port=0",
                "--data=" + data,
                "--firstring.http.trusted-proxies=127.0.0.1/32",
                "--firstring.limits.service-minute=2000000000",
                "--firstring.limits.service-day=2000000000",
                // As in production, where there is no inbox that logs each message.
                "--logging.level.dev.firstring.inbox=warn",
                // The statements of a flow are read from PostgreSQL's log.
                "--logging.pattern.console=%logger{0}|%m%n",
                "--logging.level.dev.firstring.platform.database.embedded.Postmaster=debug"));
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process.getOutputStream().close();
        Service service = new Service(process, log, data);
        try {
            service.awaitReady();
            return service;
        } catch (RuntimeException | IOException e) {
            service.close();
            throw e;
        }
    }

    private void awaitReady() throws IOException {
        long end = System.nanoTime() + TIME_TO_START.toNanos();
        while (System.nanoTime() - end < 0) {
            if (!process.isAlive()) {
                throw new BenchFailure("the service ended at once:\n" + lastWords());
            }
            JsonNode runtime = runtime();
            if (runtime.path("httpPort").isIntegralNumber()) {
                httpPort = runtime.path("httpPort").asInt();
                if (answers()) {
                    return;
                }
            }
            pause();
        }
        throw new BenchFailure("the service is not ready after " + TIME_TO_START.toSeconds() + " s:\n" + lastWords());
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), httpPort), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private JsonNode runtime() throws IOException {
        Path file = data.resolve("runtime.json");
        return Files.exists(file)
                ? JsonMapper.shared().readTree(Files.readAllBytes(file))
                : JsonMapper.shared().createObjectNode();
    }

    public int httpPort() {
        return httpPort;
    }

    public long pid() {
        return process.pid();
    }

    /** The file with the console output, including PostgreSQL's log. */
    public Path log() {
        return log;
    }

    /** The logins of its database. */
    public Logins logins() throws IOException {
        return Logins.read(data, runtime().path("databasePort").asInt());
    }

    /** The process id of its database server. */
    public long databasePid() throws IOException {
        try (var lines = Files.lines(data.resolve("postgresql/postmaster.pid"))) {
            return Long.parseLong(lines.findFirst().orElseThrow().strip());
        }
    }

    private String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL), lines.size()));
    }

    private static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted while the service started", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(TIME_TO_STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
