package dev.firstring.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.peers.phone.BaresipPhone;
import dev.firstring.peers.phone.RawSip;
import dev.firstring.peers.phone.SipLogin;
import dev.firstring.peers.phone.Transport;
import dev.firstring.testing.Patience;
import dev.firstring.testing.TestDatabase;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shipped Kamailio configuration tells a callee and a gateway about the caller. */
@Tag("peer")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallerIdAtKamailioTest {

    private static final String DOMAIN = "sip.example.test";
    private static final String SECRET = "correct-horse-7";
    private static final String A = "+33639980001";
    private static final String B = "+33639980002";
    private static final String TYPED = """
            P-Asserted-Identity: <sip:+33911@x>
            p-preferred-identity: <sip:+33911@x>
            Remote-Party-ID: <sip:+33911@x>;party=calling
            Identity: "c2lnbmVk911"
            y: "c2lnbmVk911"
            """;

    private TestDatabase database;
    private CredentialRows rows;
    private Kamailio kamailio;
    private DatagramSocket gateway;
    private SipLogin calling;
    private SipLogin called;

    @BeforeAll
    void start() throws IOException {
        database = TestDatabase.create();
        rows = new CredentialRows(database.service(), DOMAIN);
        gateway = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
        gateway.setSoTimeout(Math.toIntExact(Patience.LIMIT.toMillis()));
        kamailio = Kamailio.start(
                database,
                DOMAIN,
                "FIRSTRING_COUNTRY \"33\"",
                "FIRSTRING_TRUNK \"0\"",
                "FIRSTRING_GATEWAY \"127.0.0.1:" + gateway.getLocalPort() + "\"");
    }

    @AfterAll
    void stop() {
        kamailio.close();
        gateway.close();
        database.close();
    }

    @BeforeEach
    void open() {
        calling = rows.active(SECRET);
        called = rows.active(SECRET);
        rows.number(called, B);
    }

    @Test
    void the_callee_sees_the_verified_number_and_nothing_that_the_caller_has_typed() {
        rows.number(calling, A);
        String invite = invitation(TYPED);

        assertThat(invite)
                .contains("P-Asserted-Identity: <sip:" + A + "@" + DOMAIN + ";user=phone>")
                .containsPattern("From: \"\\" + A + "\" ?<sip:" + calling.aor() + ">;tag=raw")
                .doesNotContain("911", "Proxy-Authorization");
    }

    @Test
    void a_caller_that_hides_is_not_shown() {
        rows.number(calling, A);
        String invite = invitation(TYPED + "Privacy: id\n");

        assertThat(invite)
                .containsPattern("From: *<sip:" + calling.aor() + ">;tag=raw")
                .doesNotContain("P-Asserted-Identity", "911", A);
    }

    @Test
    void a_caller_without_a_number_is_shown_by_its_username() {
        String invite = invitation(TYPED);

        assertThat(invite)
                .contains("P-Asserted-Identity: <sip:" + calling.aor() + ">")
                .containsPattern("From: *<sip:" + calling.aor() + ">;tag=raw")
                .doesNotContain("911");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+33639980009", "33639980009", "0033639980009", "0639980009"})
    void a_number_that_no_account_holds_goes_to_the_gateway_with_that_of_the_caller(String dialled) throws IOException {
        rows.number(calling, A);
        call(dialled, TYPED);

        byte[] buffer = new byte[65_535];
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        gateway.receive(packet);
        String invite = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
        while (!invite.contains("\nCall-ID: " + lastCallId)) {
            packet.setLength(buffer.length);
            gateway.receive(packet);
            invite = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
        }

        assertThat(invite)
                .startsWith("INVITE sip:+33639980009@127.0.0.1:" + gateway.getLocalPort() + ";user=phone SIP/2.0")
                .contains("P-Asserted-Identity: <sip:" + A + "@" + DOMAIN + ";user=phone>")
                .doesNotContain("911", "Proxy-Authorization");
    }

    @ParameterizedTest
    @ValueSource(strings = {"911", "112", "nobody", "x'%20OR%201=1--", "*44"})
    void what_is_neither_a_number_nor_an_account_gets_404(String dialled) {
        rows.number(calling, A);

        assertThat(call(dialled, "")).isEqualTo("404 Not Found");
    }

    private String lastCallId = "";

    /** The INVITE that the callee gets. */
    private String invitation(String headers) {
        try (BaresipPhone callee = BaresipPhone.tracing(kamailio.target(Transport.UDP), called)) {
            call(B, headers);
            assertThat(callee.rings())
                    .as(() -> callee.output() + kamailio.log())
                    .isTrue();
            String output = callee.output();
            String received = output.substring(output.indexOf("INVITE sip:"));
            return received.split("\r?\n\r?\n", 2)[0];
        }
    }

    /** Calls with digest; the status of the final response, "no answer" if it rings. */
    private String call(String dialled, String headers) {
        try (RawSip phone = new RawSip(kamailio.target(Transport.UDP))) {
            String challenge = phone.send(invite(phone, dialled, headers)).output();
            lastCallId = challenge.replaceAll("(?s).*\nCall-ID: ([^\r]*).*", "$1");
            return phone.send(invite(phone, dialled, phone.proxyAnswer(challenge, "INVITE", calling) + headers))
                    .status();
        }
    }

    private String invite(RawSip phone, String dialled, String headers) {
        String to = "sip:" + dialled + "@" + DOMAIN;
        return phone.request("INVITE", calling, headers)
                .replaceFirst("^INVITE \\S+", "INVITE " + to)
                .replaceFirst("To: <[^>]*>", "To: <" + to + ">")
                .replace("From: <", "From: \"911\" <");
    }
}
