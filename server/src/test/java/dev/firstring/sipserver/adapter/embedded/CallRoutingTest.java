package dev.firstring.sipserver.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstring.peers.phone.Transport;
import dev.firstring.sipserver.WantedAccount;
import dev.firstring.testing.Patience;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How the embedded registrar routes a call from its first message to its last: RFC 3261, section 16. */
@Tag("slow")
class CallRoutingTest extends CallFixture {

    @Test
    void a_call_is_set_up_and_ended_along_the_route_of_the_proxy() {
        String sent = caller.send("INVITE", B);
        assertThat(caller.receive()).startsWith("SIP/2.0 100 ");
        String invite = callee.receive();
        assertThat(invite).contains("Max-Forwards: 69");
        callee.answer(invite, "200 OK");
        String answer = caller.receive("SIP/2.0 200");
        caller.phone.wire.send(caller.within("ACK", sent, answer));
        assertThat(callee.receive("ACK")).contains("CSeq: 2 ACK").doesNotContain("Route: <sip:fs-");
        assertThat(room.inside.calls()).isEqualTo(1);

        caller.phone.wire.send(caller.within("BYE", sent, answer));
        String bye = callee.receive("BYE");
        callee.answer(bye, "200 OK");

        assertThat(caller.receive("SIP/2.0 200")).contains("CSeq: 3 BYE");
        await().atMost(Patience.LIMIT).until(() -> room.inside.calls() == 0);
    }

    @Test
    void the_first_call_of_both_is_a_fact_when_it_is_answered_and_has_its_length_when_it_ends() {
        String refused = caller.send("INVITE", B);
        callee.answer(callee.receive(), "486 Busy Here");
        caller.receive("SIP/2.0 486");
        caller.phone.wire.send(refused.replaceFirst("^INVITE", "ACK").replaceFirst("CSeq: 2 INVITE", "CSeq: 2 ACK"));
        callee.receive("ACK");
        assertThat(room.accounts.firstCall(calling)).isEqualTo("none");

        String sent = caller.send("INVITE", B);
        callee.answer(callee.receive("INVITE"), "200 OK");
        String answer = caller.receive("SIP/2.0 200");
        caller.phone.wire.send(caller.within("ACK", sent, answer));
        callee.receive("ACK");
        for (WantedAccount account : List.of(calling, called)) {
            await().atMost(Patience.LIMIT)
                    .until(() -> room.accounts.firstCall(account).equals("answered"));
        }

        later(Duration.ofSeconds(12));
        caller.phone.wire.send(caller.within("BYE", sent, answer));
        callee.answer(callee.receive("BYE"), "200 OK");

        for (WantedAccount account : List.of(calling, called)) {
            await().atMost(Patience.LIMIT)
                    .until(() -> room.accounts.firstCall(account).equals("12"));
        }
    }

    @Test
    void all_phones_of_an_account_ring_and_those_that_are_too_late_are_cancelled() {
        try (Handset second = Handset.registered(room.target(Transport.TCP), called)) {
            caller.send("INVITE", B);
            String first = callee.receive();
            String other = second.receive();
            callee.answer(first, "180 Ringing");
            second.answer(other, "180 Ringing");
            assertThat(caller.receive("SIP/2.0 180")).isNotEmpty();

            second.answer(other, "200 OK");

            assertThat(caller.receive("SIP/2.0 200")).contains(second.phone.wire.here());
            String cancel = callee.receive("CANCEL");
            assertThat(Handset.branch(cancel)).isEqualTo(Handset.branch(first));
            callee.answer(cancel, "200 OK");
            callee.answer(first, "487 Request Terminated");
            assertThat(callee.receive("ACK")).contains("CSeq: 2 ACK");
        }
    }

    @Test
    void a_caller_that_gives_up_cancels_the_call() {
        String sent = caller.send("INVITE", B);
        String invite = callee.receive();
        callee.answer(invite, "180 Ringing");
        caller.receive("SIP/2.0 180");

        caller.phone.wire.send(Handset.cancel(sent));

        assertThat(caller.receive("SIP/2.0 200")).contains("CANCEL");
        callee.answer(callee.receive("CANCEL"), "200 OK");
        callee.answer(invite, "487 Request Terminated");
        assertThat(caller.receive("SIP/2.0 487")).contains("INVITE");
        await().atMost(Patience.LIMIT).until(() -> room.inside.calls() == 0);
    }

    @Test
    void of_several_refusals_the_caller_gets_the_best_one() {
        try (Handset second = Handset.registered(room.target(Transport.UDP), called)) {
            caller.send("INVITE", B);
            callee.answer(callee.receive(), "500 Broken");
            second.answer(second.receive(), "486 Busy Here");

            assertThat(caller.receive("SIP/2.0 4")).startsWith("SIP/2.0 486 ");
        }
    }

    @Test
    void a_phone_that_does_not_respond_is_asked_again_and_then_given_up() {
        caller.send("INVITE", B);
        String first = callee.receive();
        later(Duration.ofMillis(600));
        assertThat(callee.receive()).isEqualTo(first);

        later(Duration.ofSeconds(33));

        assertThat(caller.receive("SIP/2.0 4")).startsWith("SIP/2.0 408 ");
    }

    @Test
    void a_phone_that_rings_for_too_long_is_given_up() {
        caller.send("INVITE", B);
        callee.answer(callee.receive(), "180 Ringing");
        caller.receive("SIP/2.0 180");

        later(Duration.ofSeconds(186));

        assertThat(caller.receive("SIP/2.0 4")).startsWith("SIP/2.0 408 ");
        assertThat(callee.receive("CANCEL")).isNotEmpty();
    }

    @Test
    void a_repeated_request_is_answered_again_and_forwarded_once() {
        String sent = caller.send("MESSAGE", B);
        String message = callee.receive();
        callee.answer(message, "200 OK");
        String answer = caller.receive("SIP/2.0 200");

        caller.phone.wire.send(sent);

        assertThat(caller.receive()).isEqualTo(answer);
        caller.send("MESSAGE", B, "Subject: next");
        assertThat(callee.receive()).contains("Subject: next");
    }

    @Test
    void the_number_of_hops_ends() {
        assertThat(caller.phone.exchange(caller.request("INVITE", B, "Max-Forwards: 0")))
                .startsWith("SIP/2.0 483 ");
        assertThat(caller.phone.exchange(caller.request("INVITE", B).replaceFirst("Max-Forwards: 70\r\n", "")))
                .startsWith("SIP/2.0 407 ");
    }

    @Test
    void a_request_that_comes_back_unchanged_is_a_loop() {
        caller.send("MESSAGE", B);
        String message = callee.receive();
        String back = message.replaceFirst(
                        "Via: ", "Via: SIP/2.0/UDP " + callee.phone.wire.here() + ";rport;branch=z9hG4bKback\r\nVia: ")
                .replaceFirst("^MESSAGE \\S+", "MESSAGE sip:" + B + "@" + AccountTable.DOMAIN);

        callee.phone.wire.send(back);

        assertThat(callee.receive("SIP/2.0")).startsWith("SIP/2.0 482 ");
    }

    @Test
    void a_phone_that_is_removed_while_it_rings_is_cancelled_and_the_caller_gets_480() {
        caller.send("INVITE", B);
        callee.answer(callee.receive(), "180 Ringing");
        caller.receive("SIP/2.0 180");

        room.accounts.status(called, "suspended");
        room.registrar.bindings().endAll(EmbeddedServer.address(called.aor()));

        assertThat(caller.receive("SIP/2.0 4")).startsWith("SIP/2.0 480 ");
        assertThat(callee.receive("CANCEL")).isNotEmpty();
        caller.send("INVITE", B);
        assertThat(caller.receive("SIP/2.0 4")).startsWith("SIP/2.0 404 ");
    }

    @Test
    void nothing_is_left_when_calls_are_over() {
        String sent = caller.send("INVITE", B);
        callee.answer(callee.receive(), "603 Decline");
        assertThat(caller.receive("SIP/2.0 6")).startsWith("SIP/2.0 603 ");
        caller.phone.wire.send(sent.replaceFirst("^INVITE", "ACK").replaceFirst("CSeq: 2 INVITE", "CSeq: 2 ACK"));

        later(Duration.ofMinutes(1));

        await().atMost(Patience.LIMIT).until(() -> room.inside.transactions() == 0);
        assertThat(room.inside.calls()).isZero();
    }
}
