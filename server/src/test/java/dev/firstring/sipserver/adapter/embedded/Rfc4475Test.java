package dev.firstring.sipserver.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.peers.phone.Transport;
import dev.firstring.registrar.digest.DigestAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Every message of RFC 4475, as bytes over both transports: what is legal is served, what is malformed is answered. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class Rfc4475Test {

    private static final Pattern OCTET = Pattern.compile("\\\\x([0-9A-F]{2})");
    private static final Pattern SENT_BY = Pattern.compile(
            "^(?:via|v)\\s*:\\s*SIP\\s*/\\s*[0-9.]+\\s*/\\s*\\w+\\s+[^\\s;,]+",
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private RegistrarRoom room;

    /** A message of the RFC, and the status that it is answered with. */
    record Torture(String name, String status, String text) {

        byte[] bytes() {
            String octets = new String(
                    text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            return OCTET.matcher(octets)
                    .replaceAll(octet ->
                            Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(octet.group(1), 16))))
                    .getBytes(StandardCharsets.ISO_8859_1);
        }

        /** The same for a sender whose port is not the one of its Via. */
        Torture answeredHere() {
            Matcher via = SENT_BY.matcher(text);
            return via.find()
                    ? new Torture(name, status, text.substring(0, via.end()) + ";rport" + text.substring(via.end()))
                    : this;
        }

        @Override
        public String toString() {
            return name + " " + status;
        }
    }

    static Stream<Torture> messages() throws IOException {
        try (InputStream in = Rfc4475Test.class.getResourceAsStream("/sip/rfc4475.txt")) {
            String all = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            List<Torture> messages = new ArrayList<>();
            String[] sections = all.split("(?m)^=== ");
            for (int i = 1; i < sections.length; i++) {
                String[] parts = sections[i].split("\n", 2);
                String[] title = parts[0].split(" ");
                messages.add(new Torture(title[0], title[1], parts[1]));
            }
            return messages.stream();
        }
    }

    @BeforeAll
    void open() {
        room = RegistrarRoom.serving("example.com");
    }

    @AfterAll
    void close() {
        room.close();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void each_message_gets_its_answer_in_a_datagram(Torture message, CapturedOutput output) {
        try (Wire wire = Wire.to(room.target(Transport.UDP))) {
            wire.send(message.answeredHere().bytes());
            answered(message, wire, output);
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void each_message_gets_its_answer_over_a_connection(Torture message, CapturedOutput output) {
        if (message.name().equals("clerr")) {
            // Over a connection the rest of its body is waited for.
            return;
        }
        try (Wire wire = Wire.to(room.target(Transport.TCP))) {
            wire.send(message.bytes());
            answered(message, wire, output);
        }
    }

    @Test
    void every_message_of_the_rfc_is_here() throws IOException {
        assertThat(messages()).hasSize(49);
    }

    private void answered(Torture message, Wire wire, CapturedOutput output) {
        if (message.status().equals("silent")) {
            wire.send(probe());
            assertThat(wire.receive(Wire.MILLIS)).contains("Call-ID: probe");
        } else {
            String answer = wire.receive(Wire.MILLIS);
            assertThat(answer).startsWith("SIP/2.0 " + message.status() + " ");
            if (message.status().equals("405") || message.status().equals("501")) {
                assertThat(TestPhone.headers(answer, "Allow").getFirst().replace(" ", ""))
                        .startsWith("REGISTER,INVITE,");
            }
            if (message.status().equals("420")) {
                assertThat(TestPhone.headers(answer, "Unsupported"))
                        .containsExactly(
                                "nothingSupportsThis, nothingSupportsThisEither",
                                "noProxiesSupportThis, norDoAnyProxiesSupportThis");
            }
        }
        assertThat(output.getAll()).doesNotContain("Exception", "ERROR");
    }

    /** A request that is in order, after one that gets no answer. */
    private static String probe() {
        return """
                OPTIONS sip:example.com SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKprobe;rport
                Max-Forwards: 70
                From: <sip:probe@example.com>;tag=1
                To: <sip:example.com>
                Call-ID: probe
                CSeq: 1 OPTIONS
                Content-Length: 0

                """.replace("\n", "\r\n");
    }

    @Test
    void a_phone_that_writes_as_the_rfc_allows_is_registered() {
        try (RegistrarRoom own = RegistrarRoom.open(DigestAlgorithm.MD5)) {
            var account = own.account();
            try (TestPhone phone = new TestPhone(own.target(Transport.UDP), account)) {
                for (String contact : List.of(
                        "Contact: sip:+19725552222@gw1.example.net;unknownparam",
                        "Contact: <sip:+19725552222@gw1.example.net;unknownparam>",
                        "M: <sip:user@example.com?Route=%3Csip:sip.example.com%3E>",
                        "m:\"Quoted string \\\"\\\"\" <sip:jdrosen@example.com> ; newparam =\n      newvalue ;\n"
                                + "  secondparam ; q = 0.33",
                        "Contact:\n  <sip:cal%6Cer@host5.example.net;%6C%72;n%61me=v%61lue%25%34%31>",
                        "Contact: <sip:%00@host5.example.com>")) {
                    assertThat(phone.register(contact, "Date: Fri, 01 Jan 2010 16:00:00 EST"))
                            .as(contact)
                            .startsWith("SIP/2.0 200 ");
                }
            }
        }
    }
}
