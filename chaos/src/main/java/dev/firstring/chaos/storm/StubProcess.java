package dev.firstring.chaos.storm;

import dev.firstring.sipserver.adapter.rest.stub.RestStub;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A SIP server in its own process, whose accounts are stored in a file and survive {@code kill -9}. Its counters do
 * not, so they are read before each kill; calls between the reading and the kill are not counted. Not thread-safe.
 */
final class StubProcess implements AutoCloseable {

    static final String KEY = "storm";

    private static final Duration LONGEST_START = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 20;

    private final int port;
    private final Path log;
    private final Path file;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.shared();
    private final Map<String, Long> calls = new TreeMap<>();
    private final Map<String, Long> failures = new TreeMap<>();
    private @Nullable Process process;

    StubProcess(int port, Path file, Path log) {
        this.port = port;
        this.file = file;
        this.log = log;
    }

    String url() {
        return "http://localhost:" + port;
    }

    /** Starts the server and waits until it responds. */
    void launch() throws IOException, InterruptedException {
        Process started = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dloader.main=" + RestStub.class.getName(),
                        "org.springframework.boot.loader.launch.PropertiesLauncher",
                        Integer.toString(port),
                        KEY,
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        process = started;
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (!answers()) {
            if (!started.isAlive() || System.nanoTime() > end) {
                throw new IOException("the SIP server does not start; see " + log);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** kill -9. */
    void kill() throws IOException, InterruptedException {
        note();
        close();
    }

    /**
     * Makes calls fail at random.
     *
     * @param share the share of calls that fail at once or lose their connection
     * @param late the share of the other calls that are processed but answered too late
     */
    void fail(double share, double late, Duration lateness, long seed) throws IOException, InterruptedException {
        control(
                "PUT",
                "faults",
                Map.of("share", share, "late_share", late, "late_ms", lateness.toMillis(), "seed", seed));
    }

    /** All accounts, with their passwords. */
    JsonNode accounts() throws IOException, InterruptedException {
        return control("GET", "accounts", Map.of());
    }

    /** Adds the counters since the last start; must be called once per start. */
    void note() throws IOException, InterruptedException {
        add(calls, control("GET", "calls", Map.of()));
        add(failures, control("GET", "faults", Map.of()));
    }

    Map<String, Long> calls() {
        return calls;
    }

    Map<String, Long> failures() {
        return failures;
    }

    private static void add(Map<String, Long> to, JsonNode counts) {
        counts.properties()
                .forEach(count -> to.merge(count.getKey(), count.getValue().asLong(), Long::sum));
    }

    private boolean answers() throws InterruptedException {
        try {
            control("GET", "calls", Map.of());
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private JsonNode control(String method, String path, Map<String, Object> body)
            throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(url() + "/stub/" + path))
                        .timeout(LONGEST_START)
                        .method(method, BodyPublishers.ofString(json.writeValueAsString(body)))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException("the SIP server refuses " + path + ": " + response.statusCode());
        }
        return response.body().isEmpty() ? json.createObjectNode() : json.readTree(response.body());
    }

    @Override
    public void close() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().onExit().join();
        }
    }
}
