package dev.firstring.chaos.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * A service with its embedded database in a temporary directory, and further nodes on that database. Closing ends every
 * process that was started and removes the data. Thread-safe.
 */
public final class Site implements AutoCloseable {

    private final Path jar;
    private final Path logs;
    private final boolean quick;
    private final Path root;
    private final Ports ports;
    private final List<Node> nodes = new CopyOnWriteArrayList<>();
    private final Node first;
    private boolean closed;

    /**
     * Nothing runs yet.
     *
     * @param quick whether the service starts quicker and then runs slower
     */
    public Site(Path jar, Path logs, boolean quick, Random random) throws IOException {
        this.jar = jar;
        this.logs = logs;
        this.quick = quick;
        this.ports = new Ports(random);
        Files.createDirectories(logs);
        this.root = Files.createTempDirectory("firstring-chaos-");
        this.first = node("node-1", data(), List.of("--firstring.database.port=" + ports.next()), Map.of());
    }

    /** The node that brings the database along. */
    public Node first() {
        return first;
    }

    /** Another node on the same database; it is not started. */
    public Node second() throws IOException {
        Logins logins = logins();
        return node(
                "node-2",
                root.resolve("node-2"),
                List.of(
                        "--firstring.database.url=" + logins.url(),
                        "--firstring.database.username=firstring_service",
                        "--firstring.database.owner-username=firstring_owner",
                        "--firstring.keys.master-key-file=" + data().resolve("master.key")),
                Map.of(
                        "FIRSTRING_DATABASE_PASSWORD", logins.servicePassword(),
                        "FIRSTRING_DATABASE_OWNERPASSWORD", logins.ownerPassword()));
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
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=" + (quick ? 1 : 4),
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                jar.toString(),
                "--port",
                Integer.toString(port),
                "--data",
                data.toString(),
                "--mode",
                "development",
                "--firstring.http.trusted-proxies=127.0.0.1/32",
                "--firstring.limits.service-minute=10000000",
                "--firstring.limits.service-day=100000000",
                "--firstring.session.lifetime=24h",
                "--firstring.session.sms-after=10s,10s,10s,10s",
                "--firstring.http.idempotency.lease=5s"));
        command.addAll(settings);
        Path log = logs.resolve(name + ".log");
        if (nodes.stream().noneMatch(known -> known.name().equals(name))) {
            Files.deleteIfExists(log);
        }
        Node node = new Node(name, port, command, environment, log);
        nodes.add(node);
        return node;
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
