package dev.firstring.peers;

import dev.firstring.testing.Patience;
import dev.firstring.testing.Ports;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.sentinel.api.sync.RedisSentinelCommands;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A real Redis on a free port of 127.0.0.1 that keeps nothing on disk, or a sentinel. */
public final class Redis implements AutoCloseable {

    /** Debian's redis-server is a link to another of its programs. */
    private static final Pattern EXECUTABLE = Pattern.compile("redis-(server|check-rdb)");

    private static final Pattern READY = Pattern.compile("Ready to accept connections|Sentinel ID is");
    private static final Duration START = Patience.LIMIT;

    private final int port;
    private final Scratch scratch = Scratch.create("redis");
    private final Program program;
    private final RedisClient client;
    private final RedisCommands<String, String> commands;

    private Redis(int port, String credentials, List<String> options) {
        this.port = port;
        List<String> command =
                new ArrayList<>(List.of(Peers.require("redis-server").toString()));
        command.addAll(options);
        command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1", "--daemonize", "no"));
        scratch.write("sentinel.conf", "");
        program = Program.start(scratch.directory(), Map.of(), command);
        if (!program.await(READY, START)) {
            program.close();
            scratch.close();
            throw new IllegalStateException("Redis did not start:\n" + program.output());
        }
        client = RedisClient.create("redis://" + credentials + "127.0.0.1:" + port);
        commands = client.connect(new StringCodec(StandardCharsets.ISO_8859_1)).sync();
    }

    /** One that anybody may use; options as on its command line. */
    public static Redis start(String... options) {
        return new Redis(Ports.free(), "", keeping(List.of(options)));
    }

    /** One that wants a password; options as on its command line. */
    public static Redis withPassword(String password, String... options) {
        List<String> all = new ArrayList<>(List.of("--requirepass", password));
        all.addAll(List.of(options));
        return new Redis(Ports.free(), ":" + URLEncoder.encode(password, StandardCharsets.UTF_8) + "@", keeping(all));
    }

    /** A sentinel that watches nobody yet. It keeps what it learns in a file, and starts with an empty one. */
    public static Redis sentinel() {
        return new Redis(Ports.free(), "", List.of("sentinel.conf", "--sentinel"));
    }

    /** Has this sentinel name a master, and no other of that name. */
    public void watch(String name, Redis master) {
        RedisSentinelCommands<String, String> sentinel =
                client.connectSentinel(RedisURI.create("127.0.0.1", port)).sync();
        if (!sentinel.masters().isEmpty()) {
            sentinel.remove(name);
        }
        sentinel.monitor(name, "127.0.0.1", master.port, 1);
    }

    public int port() {
        return port;
    }

    /** Its address, without credentials. */
    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** What a test says to it; a character of a text is a byte. */
    public RedisCommands<String, String> commands() {
        return commands;
    }

    /** Makes it a replica, and waits until it has what its master has. */
    public void follow(Redis master) {
        commands.replicaof("127.0.0.1", master.port);
        long end = System.nanoTime() + START.toNanos();
        while (!commands.info("replication").contains("master_link_status:up")) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the replica did not catch up:\n" + program.output());
            }
            Thread.onSpinWait();
        }
    }

    /** Halts it: connections are taken by the system, and nobody answers. */
    public void halt() {
        program.signal("STOP", EXECUTABLE);
    }

    /** Lets it go on. */
    public void goOn() {
        program.signal("CONT", EXECUTABLE);
    }

    /** Ends it at once. */
    public void kill() {
        program.close();
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        program.close();
        scratch.close();
    }

    private static List<String> keeping(List<String> options) {
        List<String> all = new ArrayList<>(List.of("--save", "", "--appendonly", "no"));
        all.addAll(List.of("--repl-diskless-sync-delay", "0"));
        all.addAll(options);
        return all;
    }
}
