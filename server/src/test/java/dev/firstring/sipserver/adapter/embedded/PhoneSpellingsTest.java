package dev.firstring.sipserver.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.peers.phone.Transport;
import dev.firstring.registrar.digest.DigestAlgorithm;
import dev.firstring.sipserver.WantedAccount;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests in the spellings of phones that are in use: all of them are legal, or meant well and without harm. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PhoneSpellingsTest {

    private RegistrarRoom room;
    private TestPhone phone;

    @BeforeAll
    void open() {
        room = RegistrarRoom.open(DigestAlgorithm.MD5);
    }

    @AfterAll
    void close() {
        room.close();
    }

    @BeforeEach
    void newPhone() {
        WantedAccount account = room.account();
        phone = new TestPhone(room.target(Transport.UDP), account);
    }

    @AfterEach
    void hangUp() {
        phone.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "qop=auth|qop=\"auth\"",
                "nc=00000001|nc=\"00000001\"",
                "algorithm=MD5|algorithm=\"MD5\"",
                "algorithm=MD5|algorithm=md5",
                ", algorithm=MD5|",
                "Digest |digest  ",
                "Digest |DIGEST ",
                "\", |\" , ",
                "\", |\",",
                "=\"| = \"",
                "cnonce=\"cafe\"|cnonce=\"cafe\", opaque=\"\", auth-param=\"x, y\"",
                "cnonce=\"cafe\"|cnonce=\"cafe\",",
                "cnonce=\"cafe\"|cnonce=cafe",
                "Digest |Digest , ",
                "username=|Username=",
                "Authorization: |AUTHORIZATION:",
                "Authorization: |Authorization :   "
            })
    void the_answer_to_a_challenge_counts_however_it_is_spelled(String from, String to) {
        assertThat(register(header -> header.replace(from, to == null ? "" : to)))
                .startsWith("SIP/2.0 200 ");
    }

    @Test
    void answers_to_other_challenges_beside_the_right_one_do_not_matter() {
        String other =
                "Authorization: Digest username=\"a\", realm=\"other\", nonce=\"n\", uri=\"sip:x\", response=\"0\"\n";
        for (String more : new String[] {
            other,
            "Authorization: Basic dTpw\n",
            "Authorization: Bearer abc.def.ghi\n",
            "Proxy-Authorization: Digest realm=\"p\"\n",
            "Authorization: Digest username=\"" + phone.user + "\", realm=\"" + AccountTable.DOMAIN
                    + "\", nonce=\"n\", uri=\"sip:" + AccountTable.DOMAIN
                    + "\", response=\"0\", algorithm=AKAv1-MD5, qop=auth, nc=00000001, cnonce=\"c\"\n",
            "Authorization: nonsense\n"
        }) {
            assertThat(register(header -> more + header)).as(more).startsWith("SIP/2.0 200 ");
            assertThat(register(header -> header + "\n" + more.strip()))
                    .as(more)
                    .startsWith("SIP/2.0 200 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"algorithm=AKAv1-MD5", "algorithm=SHA-512-256", "algorithm=MD5-sess", "algorithm=none"})
    void an_algorithm_that_was_not_offered_lets_nobody_in(String algorithm) {
        assertThat(register(header -> header.replace("algorithm=MD5", algorithm)))
                .doesNotStartWith("SIP/2.0 200 ");
    }

    @Test
    void a_count_that_was_used_is_stale_and_a_higher_one_is_not() {
        String challenge = phone.exchange(phone.request("REGISTER", phone.contact()));
        String first = phone.authorization(challenge, 1);
        assertThat(phone.exchange(phone.request("REGISTER", phone.contact(), first)))
                .startsWith("SIP/2.0 200 ");

        assertThat(phone.exchange(phone.request("REGISTER", phone.contact(), first)))
                .startsWith("SIP/2.0 401 ")
                .contains("stale=true");
        assertThat(phone.exchange(phone.request("REGISTER", phone.contact(), phone.authorization(challenge, 7))))
                .startsWith("SIP/2.0 200 ");
    }

    @Test
    void compact_names_folded_lines_and_several_vias_are_read() {
        String request = phone.request("REGISTER", phone.contact())
                .replace("Via: ", "v:")
                .replace("From: ", "f : ")
                .replace("To: ", "t:\r\n ")
                .replace("Call-ID: ", "i:\t")
                .replace("Contact: ", "m:")
                .replace("Content-Length: ", "l:   ")
                .replace(
                        "Max-Forwards: ",
                        "v: SIP/2.0/TCP proxy.example.net:5061;branch=z9hG4bKa, SIP / 2.0 / UDP"
                                + " [2001:db8::9:1]:6050;branch=z9hG4bKb\r\nMax-Forwards:\r\n\t");

        String answer = phone.exchange(request);

        assertThat(answer).startsWith("SIP/2.0 401 ").contains("proxy.example.net:5061", "[2001:db8::9:1]:6050");
    }

    /** RFC 5118, sections 4.2, 4.5 and 4.10, and the host of RFC 3261, section 25.1. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ";maddr=[::1]",
                ";maddr = [2001:db8::1] ;ttl=16",
                ";received=2001:db8::9:255",
                ";received=[2001:db8::9:255]",
                ";received=[2001:db8::9:1];x-client=[::ffff:192.0.2.1]",
                ";x=\"[::1], SIP/2.0/UDP\""
            })
    void a_via_with_an_ipv6_address_is_copied_as_it_came(String parameters) {
        String request = phone.request("REGISTER", phone.contact()).replace(";rport", parameters + ";rport");

        String answer = phone.exchange(request);

        assertThat(answer).startsWith("SIP/2.0 401 ");
        assertThat(TestPhone.headers(answer, "Via").getFirst()).contains(parameters + ";rport=");
    }

    @Test
    void blank_lines_before_a_request_and_pings_between_them_do_not_matter() {
        try (TestPhone tcp = new TestPhone(room.target(Transport.TCP), room.account())) {
            Wire.Tcp wire = (Wire.Tcp) tcp.wire;
            wire.send("\r\n\r\n");
            assertThat(wire.take(2)).isEqualTo("\r\n");
            assertThat(tcp.register(tcp.contact())).startsWith("SIP/2.0 200 ");
            wire.send("\r\n\r\n");
            assertThat(wire.take(2)).isEqualTo("\r\n");
            wire.send("\r\n" + tcp.request("OPTIONS"));
            assertThat(wire.receive(Wire.MILLIS)).startsWith("SIP/2.0 200 ");
        }
        phone.wire.send("\r\n\r\n");
        phone.wire.send(new byte[] {0});
        phone.wire.send("\0\0\0\0");
        byte[] stun = new byte[20];
        stun[1] = 1;
        System.arraycopy(new byte[] {0x21, 0x12, (byte) 0xa4, 0x42}, 0, stun, 4, 4);
        phone.wire.send(stun);
        phone.wire.send("jaK");
        assertThat(phone.exchange("\r\n\r\n" + phone.request("OPTIONS"))).startsWith("SIP/2.0 200 ");
    }

    /** RFC 5118, sections 4.1, 4.4, 4.5 and 4.6, as a registrar meets them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Via: SIP/2.0/UDP [2001:db8::9:1];rport;branch=z9hG4bKas3-111",
                "Via: SIP/2.0/UDP [2001:db8::9:1]:6050;rport;received=[2001:db8::9:255];branch=z9hG4bKas3-111",
                "Via: SIP/2.0/UDP [2001:db8::9:1];rport;received=2001:db8::9:255;branch=z9hG4bKas3-111",
                "Via: SIP/2.0/UDP [::ffff:192.0.2.10]:19823;rport;branch=z9hG4bKbh19",
                "Via: SIP/2.0/UDP [2001:db8::9:1]:5060 ;rport ; branch=z9hG4bKas3-111 ; ttl = 1"
            })
    void addresses_of_ipv6_are_read_in_a_via(String via) {
        String answer =
                phone.exchange(phone.request("REGISTER", phone.contact()).replaceFirst("Via: [^\r]*", via));

        assertThat(answer).startsWith("SIP/2.0 401 ").contains("received=127.0.0.1");
    }

    @Test
    void contacts_of_ipv6_are_kept_as_they_came() {
        for (String contact : new String[] {
            "<sip:caller@[2001:db8::1]>",
            "<sip:caller@[2001:db8::1]:5070;transport=tcp>",
            "\"Caller\" <sip:caller@[::ffff:192.0.2.2]>",
            "<sip:caller@[2001:db8:0:0:0:0:0:1]:5060>;expires=90"
        }) {
            String uri = contact.replaceFirst(".*<", "<").replaceFirst(">.*", ">");
            assertThat(phone.register("Contact: *", "Expires: 0")).startsWith("SIP/2.0 200 ");
            assertThat(phone.register("Contact: " + contact))
                    .as(contact)
                    .startsWith("SIP/2.0 200 ")
                    .contains(uri);
        }
    }

    @Test
    void a_request_uri_of_ipv6_without_brackets_is_malformed_and_one_with_them_is_not_ours() {
        assertThat(phone.exchange(phone.request("REGISTER").replaceFirst("REGISTER \\S*", "REGISTER sip:2001:db8::10")))
                .startsWith("SIP/2.0 400 ");
        assertThat(phone.exchange(
                        phone.request("REGISTER").replaceFirst("REGISTER \\S*", "REGISTER sip:[2001:db8::10]")))
                .startsWith("SIP/2.0 404 ");
        assertThat(phone.exchange(
                        phone.request("REGISTER").replaceFirst("REGISTER \\S*", "REGISTER sip:[2001:db8::10]:5070")))
                .startsWith("SIP/2.0 404 ");
    }

    @Test
    void bytes_of_other_protocols_end_or_change_nothing() {
        for (byte[] bytes : new byte[][] {
            "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
            {0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00},
            "OPTIONS sip:x SIP/2.0".getBytes(StandardCharsets.UTF_16)
        }) {
            phone.wire.send(bytes);
        }
        String answer = phone.exchange(phone.request("OPTIONS"));
        assertThat(answer.startsWith("SIP/2.0 200 ") || answer.startsWith("SIP/2.0 400 "))
                .isTrue();
    }

    private String register(UnaryOperator<String> spelled) {
        String challenge = phone.exchange(phone.request("REGISTER", phone.contact()));
        return phone.exchange(
                phone.request("REGISTER", phone.contact(), spelled.apply(phone.authorization(challenge, 1))));
    }
}
