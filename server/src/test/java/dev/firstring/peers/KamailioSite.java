package dev.firstring.peers;

import dev.firstring.peers.phone.DigestAlgorithm;
import dev.firstring.testing.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an operator would edit, for one test: the local configuration that the shipped kamailio.cfg includes. All ports
 * are free ones of 127.0.0.1.
 */
record KamailioSite(
        String domain,
        String database,
        DigestAlgorithm algorithm,
        int sipPort,
        int tlsPort,
        int rpcPort,
        List<String> definitions) {

    static KamailioSite on(String database, String domain, DigestAlgorithm algorithm) {
        return new KamailioSite(domain, database, algorithm, Ports.free(), Ports.free(), Ports.free(), List.of());
    }

    /** The same with further settings, each a name and a value. */
    KamailioSite with(List<String> settings) {
        return new KamailioSite(domain, database, algorithm, sipPort, tlsPort, rpcPort, List.copyOf(settings));
    }

    static String database(String host, int port, String name, String user, String password) {
        // Kamailio takes the password as it stands, without any escape
        if (password.contains("/") || password.contains("\"")) {
            throw new IllegalArgumentException("a password for Kamailio has no slash and no quotation mark");
        }
        return "postgres://%s:%s@%s:%d/%s".formatted(user, password, host, port, name);
    }

    /** Writes the files into the directory that Kamailio is started in, where it looks for them first. */
    void writeTo(Scratch scratch, ServerCertificate certificate) {
        scratch.write(
                "firstring-local.cfg",
                """
                #!define FIRSTRING_DOMAIN "%s"
                #!define FIRSTRING_DATABASE "%s"
                #!define FIRSTRING_TLS "%s"
                #!define FIRSTRING_WORKERS 2
                listen=udp:127.0.0.1:%d
                listen=tcp:127.0.0.1:%d
                listen=tls:127.0.0.1:%d
                listen=tcp:127.0.0.1:%d name "rpc"
                """.formatted(
                                        domain,
                                        database,
                                        scratch.directory().resolve("tls.cfg"),
                                        sipPort,
                                        sipPort,
                                        tlsPort,
                                        rpcPort)
                        + definitions.stream()
                                .map(definition -> "#!define " + definition + "\n")
                                .collect(Collectors.joining()));
        scratch.write(
                "tls.cfg",
                shippedTls()
                        .replace(
                                "/etc/kamailio/tls/key.pem",
                                scratch.write("key.pem", certificate.key()).toString())
                        .replace(
                                "/etc/kamailio/tls/fullchain.pem",
                                scratch.write("certificate.pem", certificate.certificate())
                                        .toString()));
    }

    /** The configuration that operators get. */
    static Path shipped(String file) {
        return Shipped.file("kamailio/" + file);
    }

    private static String shippedTls() {
        try {
            return Files.readString(shipped("tls.cfg"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
