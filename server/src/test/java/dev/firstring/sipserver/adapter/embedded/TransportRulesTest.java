package dev.firstring.sipserver.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.peers.phone.Transport;
import dev.firstring.registrar.digest.DigestAlgorithm;
import dev.firstring.sipserver.WantedAccount;
import dev.firstring.sipserver.adapter.embedded.settings.EmbeddedLimits;
import dev.firstring.testing.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the registrar's sockets do with messages (RFC 3261, sections 8.2 and 18; RFC 3581; RFC 5626). */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransportRulesTest {

    private static final int SHORT = 300;

    private RegistrarRoom room;
    private WantedAccount account;
    private TestPhone udp;
    private TestPhone tcp;

    @BeforeAll
    void open() {
        room = RegistrarRoom.open(DigestAlgorithm.MD5);
    }

    @AfterAll
    void close() {
        room.close();
    }

    @BeforeEach
    void newPhones() {
        account = room.account();
        udp = new TestPhone(room.target(Transport.UDP), account);
        tcp = new TestPhone(room.target(Transport.TCP), account);
    }

    @AfterEach
    void hangUp() {
        udp.close();
        tcp.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"UDP", "TCP"})
    void options_are_answered_and_other_methods_are_not_allowed(Transport transport) {
        TestPhone phone = transport == Transport.UDP ? udp : tcp;

        String allowed =
                "Allow: REGISTER,INVITE,ACK,CANCEL,BYE,OPTIONS,MESSAGE,INFO,UPDATE,PRACK,REFER,NOTIFY,SUBSCRIBE";
        assertThat(phone.exchange(phone.request("OPTIONS")))
                .startsWith("SIP/2.0 200 OK")
                .contains(allowed);
        assertThat(phone.exchange(phone.request("PUBLISH")))
                .startsWith("SIP/2.0 405 ")
                .contains(allowed);
        assertThat(phone.exchange(phone.request("DANCE")))
                .startsWith("SIP/2.0 501 ")
                .contains(allowed);
    }

    @Test
    void an_extension_that_is_required_is_refused_by_name() {
        assertThat(udp.exchange(udp.request("REGISTER", "Require: path, gruu")))
                .startsWith("SIP/2.0 420 ")
                .contains("Unsupported: path,gruu");
    }

    @Test
    void the_via_of_an_answer_says_where_the_request_came_from() {
        String via =
                TestPhone.headers(udp.exchange(udp.request("OPTIONS")), "Via").getFirst();

        assertThat(via)
                .contains("received=127.0.0.1", "rport=" + udp.wire.here().split(":")[1]);
    }

    @Test
    void without_rport_an_answer_goes_to_the_port_that_the_via_names() {
        try (Wire.Udp other = (Wire.Udp) Wire.to(room.target(Transport.UDP))) {
            udp.wire.send(udp.request("OPTIONS").replace(";rport", "").replace(udp.wire.here(), other.here()));

            assertThat(other.receive(Wire.MILLIS)).startsWith("SIP/2.0 200 ");
            assertThat(udp.wire.receive(SHORT)).isEmpty();
        }
    }

    @Test
    void no_answer_goes_to_the_registrar_itself_nor_to_where_a_via_sends_it() {
        String own = "127.0.0.1:" + room.target(Transport.UDP).port();
        double before = room.dropped("bad_source");

        udp.wire.send(udp.request("OPTIONS").replace(";rport", "").replace(udp.wire.here(), own));
        Instant end = Instant.now().plus(Patience.LIMIT);
        while (room.dropped("bad_source") == before && Instant.now().isBefore(end)) {
            udp.exchange(udp.request("OPTIONS"));
        }

        assertThat(room.dropped("bad_source")).isEqualTo(before + 1);
        assertThat(udp.exchange(udp.request("OPTIONS").replace(";rport", ";rport;maddr=203.0.113.7")))
                .startsWith("SIP/2.0 200 ");
    }

    @Test
    void responses_acknowledgements_and_what_names_no_way_back_get_no_answer() {
        String good = udp.request("OPTIONS");
        for (String silent : List.of(
                good.replaceFirst("^[^\r]*", "SIP/2.0 200 OK"),
                good.replace("OPTIONS", "ACK"),
                good.replaceFirst("Via:", "Vial:"),
                good.replaceFirst("Via: SIP/2.0/UDP \\S*", "Via: SIP/2.0/UDP"),
                "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
                "\r\n\r\n",
                "\0\0\0\0",
                "")) {
            udp.wire.send(silent);
        }

        assertThat(udp.wire.receive(SHORT)).isEmpty();
        assertThat(udp.exchange(good)).startsWith("SIP/2.0 200 ");
    }

    @Test
    void folded_lines_short_names_odd_spaces_and_a_body_are_read() {
        String odd = udp.request("OPTIONS")
                .replace("Via: ", "v  : ")
                .replace("From: ", "f:\r\n ")
                .replace("Call-ID", "I")
                .replace("Content-Length: 0", "L :\t4")
                .concat("bodymore");

        assertThat(udp.exchange(odd)).startsWith("SIP/2.0 200 ");
    }

    @Test
    void a_datagram_may_have_8_kibibytes_and_no_more() {
        String good = udp.request("OPTIONS", "Subject: x");
        String largest = good.replace("Subject: x", "Subject: " + "x".repeat(8 * 1024 - good.length() + 1));
        double before = room.dropped("too_large");

        assertThat(largest).hasSize(8 * 1024);
        assertThat(udp.exchange(largest)).startsWith("SIP/2.0 200 ");
        assertThat(udp.exchange(largest.replace("Subject: x", "Subject: xx"))).startsWith("SIP/2.0 513 ");
        assertThat(room.dropped("too_large")).isEqualTo(before + 1);
    }

    @Test
    void a_connection_carries_pieces_of_messages_and_several_at_once() {
        String one = tcp.request("OPTIONS");
        String two = tcp.request("OPTIONS");
        for (int cut : new int[] {1, one.length() / 2, one.length() - 1}) {
            tcp.wire.send(one.substring(0, cut));
            tcp.wire.send(one.substring(cut) + two.replace("Content-Length: 0", "Content-Length: 3") + "bod");

            assertThat(tcp.wire.receive(Wire.MILLIS)).startsWith("SIP/2.0 200 ");
            assertThat(tcp.wire.receive(Wire.MILLIS)).startsWith("SIP/2.0 200 ");
        }
    }

    @Test
    void a_ping_on_a_connection_gets_a_pong() {
        Wire.Tcp connection = (Wire.Tcp) tcp.wire;
        tcp.wire.send("\r\n\r\n");
        assertThat(connection.take(2)).isEqualTo("\r\n");

        tcp.wire.send("\r\n");
        tcp.wire.send("\r\n");
        assertThat(connection.take(2)).isEqualTo("\r\n");

        tcp.wire.send("\r\n" + tcp.request("OPTIONS"));
        assertThat(tcp.wire.receive(Wire.MILLIS)).startsWith("SIP/2.0 200 ");
    }

    @Test
    void a_message_on_a_connection_may_have_16_kibibytes_and_no_more() {
        String good = tcp.request("OPTIONS", "Subject: x");
        String largest = good.replace("Subject: x", "Subject: " + "x".repeat(16 * 1024 - good.length()));

        assertThat(tcp.exchange(largest)).startsWith("SIP/2.0 200 ");
        assertThat(tcp.exchange(largest.replace("Subject: x", "Subject: xxxx"))).startsWith("SIP/2.0 513 ");
        assertThat(((Wire.Tcp) tcp.wire).ends(Wire.MILLIS)).isTrue();
    }

    @Test
    void a_connection_with_something_else_than_sip_is_ended() {
        tcp.wire.send("GET / HTTP/1.1\r\nContent-Length: many\r\n\r\n");

        assertThat(((Wire.Tcp) tcp.wire).ends(Wire.MILLIS)).isTrue();
    }

    @Test
    void a_silent_connection_is_ended_and_one_address_has_so_many() {
        EmbeddedLimits limits = new EmbeddedLimits(10, 3, Duration.ofSeconds(1), 4, 60, 10, 100);
        try (RegistrarRoom strict = RegistrarRoom.open(limits)) {
            List<Wire.Tcp> open = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                open.add((Wire.Tcp) Wire.to(strict.target(Transport.TCP)));
            }

            assertThat(open.getLast().ends(Wire.MILLIS)).isTrue();
            assertThat(strict.dropped("connections")).isEqualTo(1);
            assertThat(open.getFirst().ends(Wire.MILLIS)).isTrue();
            assertThat(strict.dropped("idle")).isPositive();
            open.forEach(Wire.Tcp::close);
        }
    }

    @Test
    void a_contact_more_than_there_is_room_for_is_refused_until_another_has_ended() {
        EmbeddedLimits limits = new EmbeddedLimits(10, 3, Duration.ofSeconds(1), 4, 60, 10, 2);
        try (RegistrarRoom small = RegistrarRoom.open(limits)) {
            try (TestPhone first = new TestPhone(small.target(Transport.UDP), small.account());
                    TestPhone second = new TestPhone(small.target(Transport.UDP), small.account())) {
                first.register("Contact: <sip:a@10.0.0.1>, <sip:b@10.0.0.1>", "Expires: 60");

                assertThat(second.register("Contact: <sip:a@10.0.0.1>")).startsWith("SIP/2.0 503");
                small.clock.advance(Duration.ofSeconds(60));
                assertThat(second.register("Contact: <sip:a@10.0.0.1>")).startsWith("SIP/2.0 200");
            }
        }
    }

    @Test
    void a_registrar_that_stops_gives_back_its_port_and_its_threads() {
        RegistrarRoom other = RegistrarRoom.open(DigestAlgorithm.MD5);
        Wire.Tcp connected = (Wire.Tcp) Wire.to(other.target(Transport.TCP));

        other.close();

        assertThat(connected.ends(Wire.MILLIS)).isTrue();
        assertThat(other.registrar.isRunning()).isFalse();
        assertThat(other.registrar.address()).isEmpty();
        connected.close();
    }
}
