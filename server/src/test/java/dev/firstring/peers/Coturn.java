package dev.firstring.peers;

import dev.firstring.testing.Patience;
import dev.firstring.testing.Ports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A real coturn on a free port of 127.0.0.1 that shares secrets with a service, and its own client. */
public final class Coturn implements AutoCloseable {

    private static final Duration START = Patience.LIMIT;
    private static final Duration RUN = Patience.LIMIT;
    private static final Pattern RELAYED = Pattern.compile("tot_send_msgs=3, tot_recv_msgs=3");

    private final int port;
    private final Scratch scratch = Scratch.create("coturn");
    private final Program server;
    private final Program echo;
    private final int echoPort;

    private Coturn(int port, int echoPort, List<String> secrets) {
        this.port = port;
        this.echoPort = echoPort;
        List<String> command = new ArrayList<>(List.of(
                Peers.require("turnserver").toString(),
                "-n",
                "--listening-ip=127.0.0.1",
                "--listening-port=" + port,
                "--relay-ip=127.0.0.1",
                "--use-auth-secret",
                "--realm=turn.example.test",
                "--allow-loopback-peers",
                "--no-tls",
                "--no-dtls",
                "--no-cli",
                "--relay-threads=1",
                "--log-file=stdout",
                "--simple-log",
                "-v",
                "--pidfile=" + scratch.directory().resolve("pid"),
                "--userdb=" + scratch.directory().resolve("turndb")));
        secrets.forEach(secret -> command.add("--static-auth-secret=" + secret));
        server = Program.start(scratch.directory(), Map.of(), command);
        echo = Program.start(
                scratch.directory(),
                Map.of(),
                List.of(
                        Peers.require("turnutils_peer").toString(),
                        "-L",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(echoPort)));
        if (!server.await(Pattern.compile("UDP listener opened on: 127\\.0\\.0\\.1:" + port), START)) {
            close();
            throw new IllegalStateException("coturn did not start:\n" + server.output());
        }
    }

    /** Starts one that takes credentials under each of these secrets. */
    public static Coturn start(String... secrets) {
        return new Coturn(Ports.free(), Ports.free(), List.of(secrets));
    }

    /** Its URI (RFC 7065). */
    public String uri() {
        return "turn:127.0.0.1:" + port + "?transport=udp";
    }

    /** Whether coturn's client gets three messages through the relay and back over UDP. */
    public boolean relays(String username, String password) {
        List<String> command = List.of(
                Peers.require("turnutils_uclient").toString(),
                "-u",
                username,
                "-w",
                password,
                "-L",
                "127.0.0.1",
                "-e",
                "127.0.0.1",
                "-r",
                Integer.toString(echoPort),
                "-n",
                "3",
                "-c",
                "-p",
                Integer.toString(port),
                "127.0.0.1");
        try (Program client = Program.start(scratch.directory(), Map.of(), command)) {
            int code = client.exitCode(RUN);
            boolean relayed = RELAYED.matcher(client.output()).find();
            if (relayed != (code == 0) || !(relayed || client.output().contains("Cannot complete Allocation"))) {
                throw new IllegalStateException(code + ": " + client.output() + "\n" + log());
            }
            return relayed;
        }
    }

    /** What it has logged. */
    public String log() {
        return server.output();
    }

    @Override
    public void close() {
        echo.close();
        server.close();
        scratch.close();
    }
}
