package dev.firstring.peers;

import dev.firstring.peers.phone.DigestAlgorithm;
import dev.firstring.peers.phone.SipTarget;
import dev.firstring.peers.phone.Transport;
import dev.firstring.testing.Patience;
import dev.firstring.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A real Kamailio with the configuration in {@code deploy/kamailio}, on free ports of 127.0.0.1. It reads the accounts
 * of a database through the view {@code subscriber}; start the database first and close it last.
 */
public final class Kamailio implements AutoCloseable {

    /**
     * A live registration.
     *
     * @param address the contact's URI
     * @param expires what is left of it, in seconds
     */
    public record Binding(String address, String userAgent, String socket, long expires) {}

    /** Asks Kamailio to stop when the input ends, and this JVM with it, then ends whatever is left of the group. */
    private static final String KEEPER = """
            "$@" </dev/null &
            kamailio=$!
            read -r _
            kill "$kamailio"
            for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
              kill -0 "$kamailio" 2>/dev/null || break
              sleep 0.1
            done
            kill -KILL 0
            """;

    private static final Pattern EXECUTABLE = Pattern.compile("kamailio");
    private static final Duration START = Patience.LIMIT;

    private final KamailioSite site;
    private final Scratch scratch;
    private final Program program;
    private final KamailioRpc rpc;

    private Kamailio(KamailioSite site) {
        this.site = site;
        scratch = Scratch.create("kamailio");
        site.writeTo(scratch, ServerCertificate.forNames("localhost", site.domain()));
        program = Program.start(scratch.directory(), Map.of(), command(site));
        rpc = new KamailioRpc(URI.create("http://127.0.0.1:" + site.rpcPort() + "/RPC"));
    }

    /** Starts one and waits until it answers. The role needs the right to read the view, no more. */
    public static Kamailio start(
            String host,
            int port,
            String database,
            String user,
            String password,
            String domain,
            DigestAlgorithm algorithm) {
        String url = KamailioSite.database(host, port, database, user, password);
        return start(KamailioSite.on(url, domain, algorithm));
    }

    /** Starts one for MD5 that reads that database, with further settings of its file, each a name and a value. */
    static Kamailio start(TestDatabase database, String domain, String... settings) {
        String url = KamailioSite.database(
                "127.0.0.1", database.port(), database.name(), TestDatabase.SIP_READER, TestDatabase.PASSWORD);
        return start(KamailioSite.on(url, domain, DigestAlgorithm.MD5).with(List.of(settings)));
    }

    private static Kamailio start(KamailioSite site) {
        Peers.require("kamailio");
        Kamailio kamailio = new Kamailio(site);
        try {
            kamailio.awaitReady();
            return kamailio;
        } catch (RuntimeException e) {
            kamailio.close();
            throw e;
        }
    }

    /** Where phones register. */
    public SipTarget target(Transport transport) {
        return switch (transport) {
            case UDP, TCP -> new SipTarget(transport, "127.0.0.1", site.sipPort());
            case TLS ->
                new SipTarget(
                        transport,
                        "localhost",
                        site.tlsPort(),
                        Optional.of(scratch.directory().resolve("certificate.pem")));
        };
    }

    /** The address of its JSON-RPC, for the service's adapter. */
    public URI rpcAddress() {
        return URI.create("http://127.0.0.1:" + site.rpcPort() + "/RPC");
    }

    /** The live registrations of {@code user@domain}, as Kamailio itself tells them. */
    public List<Binding> registrations(String aor) {
        List<Binding> bindings = new ArrayList<>();
        call("ul.lookup", "location", aor).ifPresent(found -> {
            for (JsonNode entry : found.get("Contacts")) {
                JsonNode contact = entry.get("Contact");
                bindings.add(new Binding(
                        contact.get("Address").asString(),
                        contact.get("User-Agent").asString(),
                        contact.get("Socket").asString(),
                        contact.get("Expires").asLong(0)));
            }
        });
        return bindings;
    }

    /** Ends the registrations of {@code user@domain}; none is fine. */
    public void remove(String aor) {
        call("ul.rm", "location", aor);
    }

    /** How many entries a table in its memory has. */
    public int noted(String table) {
        return call("htable.dump", table).map(JsonNode::size).orElse(0);
    }

    /** Posts a body of any kind to the JSON-RPC address. */
    public HttpResponse<String> post(String contentType, String body) {
        try {
            return rpc.post(contentType, body);
        } catch (IOException e) {
            throw new UncheckedIOException(log(), e);
        }
    }

    /** Halts all its processes: connections are taken by the system, and nobody answers. */
    public void halt() {
        program.signal("STOP", EXECUTABLE);
    }

    /** Lets it go on. */
    public void goOn() {
        program.signal("CONT", EXECUTABLE);
    }

    /** What it has logged. */
    public String log() {
        return program.output();
    }

    @Override
    public void close() {
        rpc.close();
        program.endInput();
        program.ends(Duration.ofSeconds(20));
        program.close();
        scratch.close();
    }

    private Optional<JsonNode> call(String method, Object... parameters) {
        try {
            return rpc.call(method, parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(log(), e);
        }
    }

    private void awaitReady() {
        long end = System.nanoTime() + START.toNanos();
        while (!rpc.answers()) {
            // a Kamailio that failed to start can stay behind as a shell of itself, so time decides
            boolean gone = program.ends(Duration.ofMillis(50));
            if (gone || System.nanoTime() > end) {
                throw new IllegalStateException("Kamailio did not start:\n" + log());
            }
        }
    }

    private static List<String> command(KamailioSite site) {
        List<String> command = new ArrayList<>(List.of("setsid", "sh", "-c", KEEPER, "sh"));
        command.add(Peers.require("kamailio").toString());
        command.addAll(List.of("-f", KamailioSite.shipped("kamailio.cfg").toString(), "-Y", "."));
        command.addAll(List.of("-m", "64", "-M", "8", "-DD", "-E"));
        if (site.algorithm() == DigestAlgorithm.SHA_256) {
            command.addAll(List.of("-A", "SHA256"));
        }
        return command;
    }
}
