package dev.firstring.sipserver.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.peers.phone.Transport;
import dev.firstring.registrar.digest.DigestAlgorithm;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever sends what is malformed, or what goes too far, is told so (RFC 3261, sections 8.2 and 21.4). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MalformedRequestsTest {

    private RegistrarRoom room;
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
        var account = room.account();
        udp = new TestPhone(room.target(Transport.UDP), account);
        tcp = new TestPhone(room.target(Transport.TCP), account);
    }

    @AfterEach
    void hangUp() {
        udp.close();
        tcp.close();
    }

    @Test
    void what_is_malformed_is_told_so_as_long_as_it_names_a_way_back() {
        String good = udp.request("OPTIONS");
        for (String bad : List.of(
                good.replaceFirst("From:", "Fromm:"),
                good.replaceFirst("Call-ID: [^\r]*\r\n", ""),
                good.replaceFirst("CSeq: \\d*", "CSeq: 99999999999"),
                good.replaceFirst("CSeq: \\d*", "CSeq: 2147483648"),
                good.replaceFirst("CSeq: \\d*", "CSeq: -1"),
                good.replaceFirst("Call-ID: ", "Call-ID: \u0007"),
                good.replaceFirst("Max-Forwards: 70", "Max-Forwards: 256"),
                good.replaceFirst("Max-Forwards: 70", "Max-Forwards: -1"),
                good.replaceFirst("Max-Forwards: 70", "Max-Forwards: many"),
                good.replaceFirst("To: <[^>]*>", "To: \"Ann <sip:ann@sip.example.test>"),
                good.replaceFirst("To: <", "To: < "),
                good.replaceFirst("To: <[^>]*>", "To: Bell, Ann <sip:ann@sip.example.test>"),
                good.replaceFirst("OPTIONS sip:", "OPTIONS  sip:"),
                good.replaceFirst("OPTIONS sip:\\S*", "OPTIONS <sip:sip.example.test>"),
                good.replaceFirst("OPTIONS sip:\\S*", "OPTIONS sip:sip.example.test?a=b"),
                good.replaceFirst("OPTIONS sip:\\S*", "OPTIONS nothing"),
                good.replaceFirst(" SIP/2.0", " SIP/2.0 "),
                good.replaceFirst(" SIP/2.0", ""),
                good.replaceFirst(";rport", ";rport;;,;"),
                good.replace("\r\n", "\n"),
                good.substring(0, good.length() - 2),
                good.replaceFirst("Content-Length", "Subject: \u0000x\r\nContent-Length"))) {
            assertThat(udp.exchange(bad)).as(bad).startsWith("SIP/2.0 400 ").contains("Via: ");
        }
    }

    @Test
    void a_request_for_somebody_that_may_go_no_further_and_one_that_asks_a_proxy_are_refused() {
        String somebody = udp.request("OPTIONS").replaceFirst("OPTIONS sip:", "OPTIONS sip:ann@");
        assertThat(udp.exchange(somebody.replace("Max-Forwards: 70", "Max-Forwards: 0")))
                .startsWith("SIP/2.0 483 ");
        assertThat(udp.exchange(udp.request("OPTIONS").replace("Max-Forwards: 70", "Max-Forwards: 0")))
                .startsWith("SIP/2.0 200 ");
        assertThat(udp.exchange(udp.request("REGISTER").replace("Max-Forwards: 70", "Max-Forwards: 0")))
                .startsWith("SIP/2.0 401 ");
        assertThat(udp.exchange(udp.request("REGISTER", "Proxy-Require: foo")))
                .startsWith("SIP/2.0 420 ")
                .contains("Unsupported: foo");
    }

    @Test
    void on_a_connection_what_has_no_end_is_told_so_before_the_connection_is_ended() {
        for (String length : List.of("Content-Length: -1", "Content-Length: x", "Content-Length: 0\r\nl: 1")) {
            try (Wire.Tcp wire = (Wire.Tcp) Wire.to(room.target(Transport.TCP))) {
                wire.send(tcp.request("OPTIONS").replace("Content-Length: 0", length));

                assertThat(wire.receive(Wire.MILLIS)).as(length).startsWith("SIP/2.0 400 ");
                assertThat(wire.ends(Wire.MILLIS)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\n\r\n",
                "Content-Length: x\r\n\r\n",
                "Content-Length: 99999999999\r\n\r\n",
                "Content-Length: 0\r\nl: 0\r\n\r\n",
                "Content-Length: 0\r\nCall-ID: again\r\n\r\n",
                "Content-Length: 0\r\nContact: <<<\r\n\r\n"
            })
    void what_is_wrong_with_a_request_is_told(String end) {
        assertThat(udp.exchange(udp.request("REGISTER").replace("Content-Length: 0\r\n\r\n", end)))
                .startsWith("SIP/2.0 400 ");
    }

    @Test
    void a_request_of_another_version_or_with_another_method_in_its_cseq_is_told_so() {
        assertThat(udp.exchange(udp.request("OPTIONS").replaceFirst("SIP/2.0", "SIP/3.0")))
                .startsWith("SIP/2.0 505 ");
        assertThat(udp.exchange(udp.request("OPTIONS").replaceFirst("(CSeq: \\d*) OPTIONS", "$1 REGISTER")))
                .startsWith("SIP/2.0 400 ");
    }
}
