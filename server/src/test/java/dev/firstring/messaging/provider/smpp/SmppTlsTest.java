package dev.firstring.messaging.provider.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome.Accepted;
import dev.firstring.messaging.MessageSender.SendOutcome.Reason;
import dev.firstring.messaging.MessageSender.SendOutcome.Refused;
import dev.firstring.messaging.receipt.Receipts;
import dev.firstring.peers.ServerCertificate;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.platform.Secret;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

@Tag("slow")
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmppTlsTest {

    private static final String PASSWORD = "smpp-pw";

    private final ServerCertificate certificate = ServerCertificate.forNames("localhost");

    @TempDir
    private Path directory;

    private TestDatabase database;
    private JdbcTemplate jdbc;

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        jdbc = new JdbcTemplate(database.service());
    }

    @AfterEach
    void no_secret_was_logged(CapturedOutput output) {
        assertThat(output).doesNotContain(PASSWORD, "Your code is");
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @Test
    void a_message_goes_out_over_tls_and_its_receipt_comes_back() throws IOException {
        try (Smsc smsc = secured(certificate)) {
            SmppLink link = configured(smsc, authorities(certificate));
            try (SmppBind bind = bind(link)) {
                bind.start();
                SmppSender sender = new SmppSender(link, bind);
                OutgoingMessage message = message("+33639980201");

                deliver(sender, message);

                assertThat(smsc.texts).containsOnlyKeys("33639980201");
                assertThat(sender.problem()).isEmpty();
            }
        }
    }

    @Test
    void a_silent_connection_over_tls_is_kept_and_one_that_is_cut_is_made_again() throws IOException {
        try (Smsc smsc = secured(certificate)) {
            SmppLink link = link(smsc, authorities(certificate));
            try (SmppBind bind = bind(link)) {
                bind.start();
                SmppSender sender = new SmppSender(link, bind);
                await().until(() -> smsc.enquiries.get() >= 2);
                deliver(sender, message("+33639980202"));
                int before = smsc.binds.get();

                smsc.cut();
                await().until(() -> smsc.binds.get() > before);
                deliver(sender, message("+33639980203"));
            }
        }
    }

    @Test
    void a_certificate_for_another_name_is_refused_though_its_authority_is_known() throws IOException {
        ServerCertificate other = ServerCertificate.forNames("other.example.test");
        try (Smsc smsc = secured(other)) {
            refused(smsc, link(smsc, authorities(other)), "localhost");
        }
    }

    @Test
    void a_certificate_for_a_name_is_refused_where_the_setting_has_an_address() throws IOException {
        try (Smsc smsc = secured(certificate)) {
            refused(smsc, link("127.0.0.1", smsc, authorities(certificate)), "CertificateException");
        }
    }

    @Test
    void a_certificate_of_an_authority_that_is_not_configured_is_refused() throws IOException {
        ServerCertificate stranger = ServerCertificate.forNames("localhost", "stranger.example.test");
        try (Smsc smsc = secured(certificate)) {
            refused(smsc, link(smsc, null), "unable to find valid certification path");
            refused(smsc, link(smsc, authorities(stranger)), "PKIX path");
        }
    }

    @Test
    void a_server_that_speaks_no_tls_never_hears_the_password() throws IOException {
        try (Smsc smsc = new Smsc()) {
            refused(smsc, link(smsc, authorities(certificate)), "");
        }
    }

    @Test
    void a_file_of_authorities_that_is_of_no_use_is_told_by_the_name_of_its_setting() throws IOException {
        try (Smsc smsc = new Smsc()) {
            Path empty = Files.writeString(directory.resolve("empty.pem"), "");
            for (Path file : new Path[] {empty, directory.resolve("none.pem")}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> link(smsc, file))
                        .withMessageStartingWith("firstring.messaging.smpp.links[].ca-file " + file);
            }
            Path good = authorities(certificate);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> link("localhost", smsc.port(), false, good))
                    .withMessageContaining("ca-file is for a connection with tls");
        }
    }

    private void deliver(SmppSender sender, OutgoingMessage message) {
        jdbc.update("""
                INSERT INTO message (id, verification_id, session_hash, phone_number, channel, language, state,
                                     lease_until, created_at, expires_at)
                VALUES (?, ?, ?, ?, 'sms', 'en', 'queued', now(), now(), now())
                """, message.id(), message.id(), new byte[32], message.to().e164());
        await().until(() -> sender.send(message), outcome -> {
            if (outcome instanceof Accepted taken) {
                jdbc.update(
                        "UPDATE message SET state = 'sent', provider = 'smsc', provider_reference = ? WHERE id = ?",
                        taken.reference(),
                        message.id());
            }
            return outcome instanceof Accepted;
        });
        await().until(() -> {
            receipts().catchUp();
            return "delivered"
                    .equals(jdbc.queryForObject("SELECT state FROM message WHERE id = ?", String.class, message.id()));
        });
    }

    /** It is unavailable, says why without a secret, and the other side has heard nothing. */
    private void refused(Smsc smsc, SmppLink link, String why) {
        try (SmppBind bind = bind(link)) {
            SmppSender sender = new SmppSender(link, bind);
            bind.start();
            OutgoingMessage message = message("+33639980204");

            assertThat(sender.problem())
                    .hasValueSatisfying(problem -> assertThat(problem)
                            .startsWith("no trusted TLS connection: ")
                            .contains(why)
                            .doesNotContain(PASSWORD, link.systemId(), "\n"));
            assertThat(sender.send(message)).isInstanceOfSatisfying(Refused.class, refused -> {
                assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE);
                assertThat(refused.toString())
                        .doesNotContain(PASSWORD, message.text(), message.to().e164());
            });
            assertThat(smsc.binds).hasValue(0);
            assertThat(smsc.texts).isEmpty();
        }
    }

    private SmppBind bind(SmppLink link) {
        return new SmppBind(link, new SmppReceipts(link, receipts()), new SecureRandom());
    }

    private Receipts receipts() {
        return new Receipts(jdbc, new PhoneNumbers(), new SimpleMeterRegistry(), new SettableClock());
    }

    private Path authorities(ServerCertificate trusted) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "ca", ".pem"), trusted.certificate());
    }

    private static Smsc secured(ServerCertificate shown) {
        return new Smsc(shown.context().getServerSocketFactory());
    }

    private static OutgoingMessage message(String number) {
        return new OutgoingMessage(
                UUID.randomUUID(), new PhoneNumber(number), Channel.SMS, Locale.ENGLISH, "Your code is 271828.");
    }

    /** As an operator writes it. */
    private static SmppLink configured(Smsc smsc, Path caFile) {
        String prefix = "firstring.messaging.smpp.links[0].";
        return new Binder(new MapConfigurationPropertySource(Map.of(
                        prefix + "id", "smsc",
                        prefix + "host", "localhost",
                        prefix + "port", smsc.port(),
                        prefix + "tls", "true",
                        prefix + "ca-file", caFile.toString(),
                        prefix + "system-id", "firstring",
                        prefix + "password", PASSWORD)))
                .bind("firstring.messaging.smpp", SmppSettings.class)
                .get()
                .links()
                .getFirst();
    }

    private static SmppLink link(Smsc smsc, @Nullable Path caFile) {
        return link("localhost", smsc, caFile);
    }

    private static SmppLink link(String host, Smsc smsc, @Nullable Path caFile) {
        return link(host, smsc.port(), true, caFile);
    }

    private static SmppLink link(String host, int port, boolean tls, @Nullable Path caFile) {
        return new SmppLink(
                "smsc",
                host,
                port,
                tls,
                caFile,
                "firstring",
                Secret.of(PASSWORD),
                "",
                "Acme",
                50,
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                SmppLink.Alphabet.GSM,
                SmppLink.IdForm.TEXT,
                SmppLink.IdForm.TEXT);
    }
}
