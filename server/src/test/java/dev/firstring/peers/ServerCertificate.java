package dev.firstring.peers;

import dev.firstring.testing.Patience;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A self-signed certificate and its key, both PEM. */
public record ServerCertificate(String certificate, String key) {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private static final Map<List<String>, ServerCertificate> MADE = new ConcurrentHashMap<>();

    /** For DNS names (an address is not enough for Linphone); the same one for the same names. */
    public static ServerCertificate forNames(String... names) {
        return MADE.computeIfAbsent(List.of(names), ServerCertificate::make);
    }

    /** For a server in Java that shows it. */
    public SSLContext context() {
        try {
            Certificate shown = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII)));
            PrivateKey secret = KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(
                            Base64.getMimeDecoder().decode(key.replaceAll("-----[A-Z ]+-----", ""))));
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", secret, PASSWORD, new Certificate[] {shown});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("could not use a certificate", e);
        }
    }

    private static ServerCertificate make(List<String> names) {
        try (Scratch scratch = Scratch.create("certificate")) {
            List<String> command = List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "server",
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-dname",
                    "CN=" + names.getFirst(),
                    "-ext",
                    "san=dns:" + String.join(",dns:", names),
                    "-validity",
                    "2",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    "server.p12",
                    "-storepass",
                    new String(PASSWORD));
            try (Program keytool = Program.start(scratch.directory(), Map.of(), command)) {
                if (keytool.exitCode(Patience.LIMIT) != 0) {
                    throw new IllegalStateException("keytool failed:\n" + keytool.output());
                }
            }
            return read(scratch.directory().resolve("server.p12"));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("could not make a certificate", e);
        }
    }

    private static ServerCertificate read(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return new ServerCertificate(
                pem("CERTIFICATE", store.getCertificate("server").getEncoded()),
                pem("PRIVATE KEY", store.getKey("server", PASSWORD).getEncoded()));
    }

    private static String pem(String kind, byte[] content) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, body);
    }
}
