package dev.firstring.chaos.site;

import dev.firstring.chaos.clock.ClockHook;
import dev.firstring.chaos.clock.ServiceClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A service with its embedded database in a temporary directory, and further nodes on that database. Closing stops
 * every started process and deletes the data. Thread-safe.
 */
public final class Site implements AutoCloseable {

    private final Path jar;
    private final Path logs;
    private final boolean quick;
    private final Path root;
    private final Ports ports;
    private final List<Node> nodes = new CopyOnWriteArrayList<>();
    private final Node first;
    private final @Nullable ClockHook hook;
    private boolean closed;

    /**
     * Creates a site without starting a node.
     *
     * @param quick whether the service is tuned for a fast start instead of throughput
     */
    public Site(Path jar, Path logs, boolean quick, Random random) throws IOException {
        this(jar, logs, quick, random, "node-1", List.of());
    }

    /**
     * Creates a site without starting a node.
     *
     * @param name of the first node, and of its log
     * @param settings further options of the first node
     */
    public Site(Path jar, Path logs, boolean quick, Random random, String name, List<String> settings)
            throws IOException {
        this(jar, logs, quick, random, name, settings, false);
    }

    /**
     * Creates a site without starting a node.
     *
     * @param clocked whether the nodes use the clock of {@link #clock()} instead of the system clock
     */
    public Site(Path jar, Path logs, boolean quick, Random random, String name, List<String> settings, boolean clocked)
            throws IOException {
        this.jar = jar;
        this.logs = logs;
        this.quick = quick;
        this.ports = new Ports(random);
        Files.createDirectories(logs);
        this.root = Files.createTempDirectory("firstring-chaos-");
        this.hook = clocked ? ClockHook.below(root) : null;
        List<String> all = new ArrayList<>(settings);
        all.add("--firstring.database.port=" + ports.next());
        this.first = node(name, data(), all, Map.of());
    }

    /** The node with the embedded database. */
    public Node first() {
        return first;
    }

    /** The clock of the nodes; fails if they use the system clock. */
    public ServiceClock clock() {
        return Objects.requireNonNull(hook, "the nodes have the machine's clock")
                .clock();
    }

    /** Creates another node on the same database, without starting it. */
    public Node second() throws IOException {
        return second(List.of());
    }

    /** Creates another node on the same database, with further options, without starting it. */
    public Node second(List<String> settings) throws IOException {
        Logins logins = logins();
        List<String> all = new ArrayList<>(settings);
        all.addAll(List.of(
                "--firstring.database.url=" + logins.url(),
                "--firstring.database.username=firstring_service",
                "--firstring.database.owner-username=firstring_owner",
                "--firstring.keys.master-key-file=" + data().resolve("master.key")));
        return node(
                "node-2",
                root.resolve("node-2"),
                all,
                Map.of(
                        "FIRSTRING_DATABASE_PASSWORD", logins.servicePassword(),
                        "FIRSTRING_DATABASE_OWNER_PASSWORD", logins.ownerPassword()));
    }

    /** Creates a key for the admin API with the operator's command. */
    public String apiKey(String name) throws IOException, InterruptedException {
        Process command = new ProcessBuilder(
                        java(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-jar",
                        jar.toString(),
                        "api-key",
                        "create",
                        "--name",
                        name,
                        "--scope",
                        "all",
                        "--data",
                        data().toString())
                .redirectError(logs.resolve("api-key.log").toFile())
                .start();
        String key = new String(command.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        if (command.waitFor() != 0 || key.isEmpty()) {
            throw new IOException("no API key was made; see " + logs.resolve("api-key.log"));
        }
        return key;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    public DatabaseProcess database() {
        return new DatabaseProcess(data());
    }

    public Logins logins() throws IOException {
        return Logins.read(data());
    }

    private Path data() {
        return root.resolve("node-1");
    }

    private Node node(String name, Path data, List<String> settings, Map<String, String> environment)
            throws IOException {
        int port = ports.next();
        List<String> command = new ArrayList<>(List.of(
                java(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=" + (quick ? 1 : 4),
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(hook == null ? List.of("-jar", jar.toString()) : hook.launch(jar));
        command.addAll(List.of("--port", Integer.toString(port), "--data", data.toString(), "--mode", "development"));
        command.addAll(standards(settings));
        command.addAll(settings);
        Path log = logs.resolve(name + ".log");
        if (nodes.stream().noneMatch(known -> known.name().equals(name))) {
            Files.deleteIfExists(log);
        }
        Node node = new Node(name, port, command, environment, log);
        nodes.add(node);
        return node;
    }

    /** The default options of every node, without those that its own settings override. */
    private static List<String> standards(List<String> settings) {
        List<String> standards = List.of(
                "--firstring.http.trusted-proxies=127.0.0.1/32",
                "--firstring.limits.service-minute=10000000",
                "--firstring.limits.service-day=100000000",
                "--firstring.session.lifetime=24h",
                "--firstring.session.link-repeat=10m",
                "--firstring.session.sms-after=10s,10s,10s,10s",
                "--firstring.http.idempotency.lease=5s");
        return standards.stream()
                .filter(standard -> settings.stream()
                        .noneMatch(own -> own.startsWith(standard.substring(0, standard.indexOf('=') + 1))))
                .toList();
    }

    /** Closes the site in a shutdown hook of this program. */
    public Site closedWithTheProgram() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
        return this;
    }

    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        for (Node node : nodes.reversed()) {
            try {
                node.stop();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        database().end();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
