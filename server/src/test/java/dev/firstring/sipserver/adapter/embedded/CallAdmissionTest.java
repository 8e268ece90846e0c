package dev.firstring.sipserver.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstring.peers.phone.Transport;
import dev.firstring.sipserver.adapter.embedded.settings.EmbeddedCalls;
import dev.firstring.testing.Patience;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call whom through the embedded registrar, and what it does not serve. */
@Tag("slow")
class CallAdmissionTest extends CallFixture {

    @ParameterizedTest
    @ValueSource(strings = {B, "33639980002", "0033639980002", "0639980002", "%2B33639980002"})
    void a_number_rings_in_every_form_that_people_dial(String dialled) {
        caller.send("MESSAGE", dialled);

        assertThat(callee.receive()).startsWith("MESSAGE sip:" + callee.phone.user + "@");
    }

    @Test
    void the_callee_sees_the_verified_number_of_the_caller_and_nothing_that_the_caller_has_typed() {
        String sent = caller.send(
                "INVITE",
                B,
                "P-Asserted-Identity: <sip:+33911@x>",
                "P-Preferred-Identity: <sip:+33911@x>",
                "Remote-Party-ID: <sip:+33911@x>");
        String invite = callee.receive();

        assertThat(TestPhone.headers(invite, "P-Asserted-Identity"))
                .containsExactly("<sip:" + A + "@" + AccountTable.DOMAIN + ";user=phone>");
        assertThat(TestPhone.headers(invite, "From").getFirst())
                .startsWith("\"" + A + "\" <sip:" + caller.phone.user + "@")
                .endsWith(";tag=caller");
        assertThat(invite).doesNotContain("911", "Proxy-Authorization");

        callee.answer(invite, "180 Ringing");
        assertThat(TestPhone.headers(caller.receive("SIP/2.0 180"), "From")).isEqualTo(TestPhone.headers(sent, "From"));
    }

    @Test
    void nobody_calls_without_signing_in_nor_as_somebody_else() {
        String request = caller.request("INVITE", B);
        assertThat(caller.phone.exchange(request)).startsWith("SIP/2.0 407 ").contains("Proxy-Authenticate: Digest ");

        String challenge = caller.phone.exchange(caller.request("INVITE", B));
        String forged = caller.signed(
                caller.request("INVITE", B)
                        .replace("<sip:" + caller.phone.user + "@", "<sip:" + callee.phone.user + "@"),
                challenge);
        assertThat(caller.phone.exchange(forged)).startsWith("SIP/2.0 403 ");
        assertThat(caller.phone.exchange(
                        request.replaceFirst("From: [^\r]*", "From: <sip:somebody@elsewhere.test>;tag=1")))
                .startsWith("SIP/2.0 403 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:somebody@192.0.2.1", "sip:somebody@elsewhere.test", "sips:somebody@elsewhere.test"})
    void nothing_is_relayed_to_another_domain(String uri) {
        assertThat(caller.phone.exchange(caller.request("INVITE", uri))).startsWith("SIP/2.0 404 ");
        assertThat(caller.phone.exchange(caller.request("MESSAGE", uri, "Route: <sip:192.0.2.1;lr>")))
                .startsWith("SIP/2.0 404 ");
    }

    @Test
    void a_forged_request_within_a_call_goes_nowhere() {
        String forged = caller.request("BYE", "sip:victim@192.0.2.1", "Route: <sip:192.0.2.1;lr>")
                .replaceFirst("(To: [^\r]*)", "$1;tag=forged");
        assertThat(caller.phone.exchange(forged)).startsWith("SIP/2.0 481 ");

        String sent = caller.send("INVITE", B);
        callee.answer(callee.receive(), "200 OK");
        String answer = caller.receive("SIP/2.0 200");
        String stolen = caller.within("BYE", sent, answer);
        assertThat(caller.phone.exchange(stolen.replaceFirst("tag=caller", "tag=other")))
                .startsWith("SIP/2.0 481 ");
        assertThat(caller.phone.exchange(stolen.replaceFirst("fs-[0-9a-f]*", "fs-" + "0".repeat(32))))
                .startsWith("SIP/2.0 481 ");
        assertThat(room.inside.calls()).isEqualTo(1);
    }

    @Test
    void a_caller_has_so_many_calls_at_once_and_no_more() {
        caller.send("INVITE", B);
        caller.send("INVITE", B);
        caller.send("INVITE", B);

        assertThat(caller.receive("SIP/2.0 503")).contains("Retry-After: ");
        assertThat(room.inside.calls()).isEqualTo(2);

        later(Duration.ofHours(5));
        await().atMost(Patience.LIMIT).until(() -> room.inside.calls() == 0);
    }

    @Test
    void an_unknown_number_and_an_unknown_name_get_404() {
        for (String unknown : List.of("+33639980009", "0639980009", "nobody", "911")) {
            caller.send("INVITE", unknown);
            assertThat(caller.receive("SIP/2.0 4")).as(unknown).startsWith("SIP/2.0 404 ");
        }
    }

    @Test
    void an_unknown_number_goes_to_the_gateway_with_the_number_of_the_caller() {
        try (Wire.Udp gateway = (Wire.Udp) Wire.to(room.target(Transport.UDP));
                RegistrarRoom other =
                        RegistrarRoom.routing(new EmbeddedCalls(3, 2, Duration.ofHours(4), "FR", gateway.here()));
                Handset phone = Handset.registered(other.target(Transport.TCP), other.account(A))) {
            String sent = phone.send("INVITE", "0639980009");
            String invite = gateway.receive(Wire.MILLIS);

            assertThat(invite).startsWith("INVITE sip:+33639980009@" + gateway.here() + ";user=phone SIP/2.0");
            assertThat(TestPhone.headers(invite, "P-Asserted-Identity").getFirst())
                    .contains(A);
            assertThat(TestPhone.headers(invite, "Record-Route")).hasSize(2);
            assertThat(sent).contains("0639980009");
        }
    }

    @Test
    void options_for_the_server_itself_is_answered_here() {
        assertThat(caller.phone.exchange(caller.phone.request("OPTIONS"))).startsWith("SIP/2.0 200 ");
    }

    @Test
    void what_starts_no_call_is_not_served_outside_of_calls() {
        for (String method : List.of("REFER", "SUBSCRIBE", "NOTIFY", "INFO", "UPDATE", "PRACK", "PUBLISH")) {
            assertThat(caller.phone.exchange(caller.request(method, B)))
                    .as(method)
                    .startsWith("SIP/2.0 405 ");
        }
    }
}
