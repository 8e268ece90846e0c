package dev.firstring.messaging.provider.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome.Accepted;
import dev.firstring.messaging.MessageSenderContract;
import dev.firstring.messaging.receipt.Receipts;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.platform.Secret;
import dev.firstring.testing.Ports;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmppSenderTest extends MessageSenderContract {

    private TestDatabase database;
    private Smsc smsc;
    private SmppBind bind;
    private SmppSender sender;

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        smsc = new Smsc();
        SmppLink link = link(smsc.port(), 50);
        Receipts receipts = new Receipts(
                new JdbcTemplate(database.service()),
                new PhoneNumbers(),
                new SimpleMeterRegistry(),
                new SettableClock());
        bind = new SmppBind(link, new SmppReceipts(link, receipts), new SecureRandom());
        bind.start();
        sender = new SmppSender(link, bind);
    }

    @AfterAll
    void stop() throws IOException {
        bind.close();
        smsc.close();
        database.close();
    }

    @Override
    protected MessageSender sender() {
        return sender;
    }

    @Override
    protected int arrivals(String text) {
        String septets = new String(GsmText.encode(text).orElseThrow(), StandardCharsets.ISO_8859_1);
        return (int) smsc.texts.values().stream()
                .flatMap(List::stream)
                .filter(septets::equals)
                .count();
    }

    @Test
    void text_of_the_gsm_alphabet_goes_in_septets_and_other_text_as_ucs_2() {
        ShortMessage plain = ShortMessage.of("@£$\n{é}€ Aa1", SmppLink.Alphabet.GSM);
        ShortMessage other = ShortMessage.of("ваш", SmppLink.Alphabet.GSM);
        ShortMessage latin = ShortMessage.of("é@", SmppLink.Alphabet.LATIN1);

        assertThat(plain.coding()).isZero();
        assertThat(plain.octets())
                .containsExactly(0, 1, 2, 0x0a, 0x1b, 0x28, 5, 0x1b, 0x29, 0x1b, 0x65, 0x20, 0x41, 0x61, 0x31);
        assertThat(other.coding()).isEqualTo((byte) 8);
        assertThat(other.octets()).hasSize(6);
        assertThat(latin.coding()).isEqualTo((byte) 3);
        assertThat(latin.octets()).containsExactly(0xe9, 0x40);
        assertThat(ShortMessage.of("ж", SmppLink.Alphabet.LATIN1).coding()).isEqualTo((byte) 8);
    }

    @Test
    void a_sender_is_a_name_a_number_a_short_code_or_nobody() {
        assertThat(Address.ofSender("Acme").type().value()).isEqualTo((byte) 5);
        assertThat(Address.ofSender("+33612345678")).extracting(Address::text).isEqualTo("33612345678");
        assertThat(Address.ofSender("33612345678").type().value()).isEqualTo((byte) 1);
        assertThat(Address.ofSender("38080").type().value()).isZero();
        assertThat(Address.ofSender("").text()).isEmpty();
    }

    @Test
    void nobody_that_listens_is_a_problem_that_is_told() {
        SmppLink link = link(Ports.free(), 1);
        SmppBind unbound = new SmppBind(link, new SmppReceipts(link, null), new SecureRandom());

        assertThat(new SmppSender(link, unbound).problem())
                .hasValueSatisfying(
                        problem -> assertThat(problem).containsAnyOf("ConnectException", "SocketException"));
        assertThat(sender.problem()).isEmpty();
    }

    @Test
    void a_bind_that_ends_is_made_again() {
        int before = smsc.binds.get();

        smsc.cut();

        await().until(() -> smsc.binds.get() > before);
        OutgoingMessage message = new OutgoingMessage(
                UUID.randomUUID(), new PhoneNumber("+33639980123"), Channel.SMS, Locale.ENGLISH, "Bound again.");
        assertThat(sender.send(message)).isInstanceOf(Accepted.class);
        assertThat(arrivals(message.text())).isEqualTo(1);
    }

    @Test
    void settings_out_of_bounds_are_refused_at_start() {
        assertThatThrownBy(() -> link(0, 1)).hasMessageContaining("port");
        assertThatThrownBy(() -> link(1, 0)).hasMessageContaining("window");
        assertThatThrownBy(() -> link(1, 1001)).hasMessageContaining("window");
        assertThatThrownBy(() -> link(1, 1, "nine-long", ""))
                .hasMessageContaining("password must be at most 8")
                .hasMessageNotContaining("nine-long");
        assertThatThrownBy(() -> link(1, 1, "smpp-pw", "thirteen-long")).hasMessageContaining("system-type");
    }

    static SmppLink link(int port, int window) {
        return link(port, window, "smpp-pw", "");
    }

    private static SmppLink link(int port, int window, String password, String systemType) {
        return new SmppLink(
                "smsc",
                "127.0.0.1",
                port,
                false,
                null,
                "firstring",
                Secret.of(password),
                systemType,
                "Acme",
                window,
                Duration.ofSeconds(4),
                Duration.ofSeconds(30),
                SmppLink.Alphabet.GSM,
                SmppLink.IdForm.AUTO,
                SmppLink.IdForm.AUTO);
    }
}
