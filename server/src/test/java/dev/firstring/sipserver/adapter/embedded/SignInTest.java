package dev.firstring.sipserver.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.peers.phone.Transport;
import dev.firstring.registrar.digest.DigestAlgorithm;
import dev.firstring.sipserver.WantedAccount;
import dev.firstring.sipserver.adapter.embedded.settings.EmbeddedLimits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Digest authentication at the registrar (RFC 7616, RFC 8760). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInTest {

    private RegistrarRoom room;
    private WantedAccount account;
    private TestPhone phone;

    @BeforeAll
    void open() {
        room = RegistrarRoom.open(DigestAlgorithm.MD5, DigestAlgorithm.SHA_256);
    }

    @AfterAll
    void close() {
        room.close();
    }

    @BeforeEach
    void newPhone() {
        account = room.account();
        phone = new TestPhone(room.target(Transport.UDP), account);
    }

    @AfterEach
    void hangUp() {
        phone.close();
    }

    @Test
    void every_phone_gets_the_same_challenges_in_the_order_of_the_setting() {
        WantedAccount stranger = room.accounts.draw();
        try (TestPhone other = new TestPhone(room.target(Transport.UDP), stranger)) {
            for (TestPhone asking : List.of(phone, other)) {
                List<String> challenges = TestPhone.headers(
                        asking.exchange(asking.request("REGISTER", asking.contact())), "WWW-Authenticate");

                assertThat(challenges)
                        .extracting(challenge -> challenge.replaceFirst("nonce=\"[^\"]{43}\"", "nonce"))
                        .containsExactly(
                                "Digest realm=\"sip.example.test\",nonce,algorithm=MD5,qop=\"auth\"",
                                "Digest realm=\"sip.example.test\",nonce,algorithm=SHA-256,qop=\"auth\"");
            }
        }
    }

    @Test
    void an_unknown_account_a_suspended_one_and_a_wrong_secret_get_the_same_answer() {
        WantedAccount suspended = room.account();
        room.accounts.status(suspended, "suspended");
        String wrong = answerTo(account, "no-such-secret");

        assertThat(wrong).startsWith("SIP/2.0 403 Forbidden");
        assertThat(plain(answerTo(room.accounts.draw(), "no-such-secret"))).isEqualTo(plain(wrong));
        assertThat(plain(answerTo(suspended, suspended.secret().reveal()))).isEqualTo(plain(wrong));
    }

    @Test
    void an_account_without_an_md5_hash_does_not_sign_in_by_md5() {
        room.accounts.jdbc().update("UPDATE sip_credential SET ha1_md5 = NULL WHERE username = ?", phone.user);

        assertThat(phone.register(phone.contact())).startsWith("SIP/2.0 403");
    }

    @Test
    void an_answer_that_was_made_for_another_server_or_user_is_a_bad_request() {
        String challenge = phone.exchange(phone.request("REGISTER", phone.contact()));
        int count = 0;
        for (String uri : List.of(
                "sip:else.test",
                "sip:203.0.113.9",
                "sip:bob@sip.example.test",
                "http://sip.example.test",
                "tel:+1",
                "sip:",
                "%00")) {
            String answer = phone.authorization(challenge, ++count, phone.user, phone.password, uri);
            assertThat(phone.exchange(phone.request("REGISTER", phone.contact(), answer)))
                    .as(uri)
                    .startsWith("SIP/2.0 400");
        }
        // What phones and proxies write for this server.
        for (String uri : List.of(
                "sip:sip.example.test",
                "sip:SIP.Example.test:5060;transport=tcp",
                "sips:sip.example.test",
                "sip:127.0.0.1:" + room.target(Transport.UDP).port(),
                "sip:localhost")) {
            String answer = phone.authorization(challenge, ++count, phone.user, phone.password, uri);
            assertThat(phone.exchange(phone.request("REGISTER", phone.contact(), answer)))
                    .as(uri)
                    .startsWith("SIP/2.0 200");
        }
    }

    @Test
    void a_user_that_no_account_can_have_is_answered_as_an_unknown_one() {
        for (String user : List.of("%00", "a%00b", "%0a", "%1f")) {
            String request = phone.request("REGISTER", phone.contact())
                    .replace("<sip:" + phone.user + "@", "<sip:" + user + "@");
            assertThat(phone.exchange(request)).as(user).startsWith("SIP/2.0 404");
        }
    }

    @Test
    void a_nonce_serves_again_with_a_higher_count_only() {
        String challenge = phone.exchange(phone.request("REGISTER", phone.contact()));

        assertThat(signed(challenge, 1)).startsWith("SIP/2.0 200");
        assertThat(signed(challenge, 2)).startsWith("SIP/2.0 200");
        assertThat(signed(challenge, 2)).startsWith("SIP/2.0 401").contains("stale=true");
        assertThat(signed(challenge, 1)).startsWith("SIP/2.0 401").contains("stale=true");
        assertThat(signed(challenge, 3)).startsWith("SIP/2.0 200");
    }

    @Test
    void a_request_that_comes_again_gets_its_answer_again() {
        String challenge = phone.exchange(phone.request("REGISTER", phone.contact()));
        String request = phone.request("REGISTER", phone.contact(), phone.authorization(challenge, 1));

        String first = phone.exchange(request);
        String again = phone.exchange(request);

        assertThat(first).startsWith("SIP/2.0 200");
        assertThat(again).isEqualTo(first);
    }

    @Test
    void an_old_nonce_is_told_apart_from_a_wrong_secret() {
        String challenge = phone.exchange(phone.request("REGISTER", phone.contact()));
        assertThat(challenge).doesNotContain("stale");
        room.clock.advance(Duration.ofMinutes(5));

        String answer = signed(challenge, 1);

        assertThat(answer).startsWith("SIP/2.0 401").contains("stale=true");
        assertThat(signed(answer, 1)).startsWith("SIP/2.0 200");
    }

    @Test
    void a_nonce_that_is_not_ours_serves_nobody() {
        String challenge = phone.exchange(phone.request("REGISTER", phone.contact()));
        String nonce = TestPhone.parameter(
                TestPhone.headers(challenge, "WWW-Authenticate").getFirst(), "nonce");
        for (String other : List.of(
                "A".repeat(43),
                "!".repeat(43),
                nonce.substring(1),
                (nonce.startsWith("B") ? "C" : "B") + nonce.substring(1))) {
            assertThat(signed(challenge.replace(nonce, other), 1))
                    .startsWith("SIP/2.0 401")
                    .contains("stale=true");
        }
    }

    @Test
    void an_answer_that_is_not_whole_is_a_bad_request() {
        String challenge = phone.exchange(phone.request("REGISTER", phone.contact()));
        String whole = phone.authorization(challenge, 1);
        for (String cut : List.of(
                whole.replace(", qop=auth", ""),
                whole.replace("qop=auth", "qop=auth-int"),
                whole.replaceFirst(", nc=\\w*", ""),
                whole.replaceFirst("nc=\\w*", "nc=1"),
                whole.replaceFirst(", cnonce=\"\\w*\"", ""),
                whole.replaceFirst("username=\"[^\"]*\", ", ""))) {
            assertThat(phone.exchange(phone.request("REGISTER", phone.contact(), cut)))
                    .as(cut)
                    .startsWith("SIP/2.0 400");
        }
    }

    @Test
    void an_answer_of_another_scheme_realm_or_form_is_none() {
        for (String other : List.of(
                "Authorization: Basic dTpw",
                "Authorization: Digest",
                "Authorization: Digest realm",
                "Authorization: Digest realm=\"else.test\", username=\"a\"",
                "Authorization: Digest realm=\"sip.example.test\", realm=\"sip.example.test\"",
                "Authorization: Digest realm=\"sip.example.test")) {
            String answer = phone.exchange(phone.request("REGISTER", phone.contact(), other));

            assertThat(answer).as(other).startsWith("SIP/2.0 401").doesNotContain("stale");
        }
    }

    @Test
    void an_algorithm_that_was_not_offered_is_refused() {
        try (RegistrarRoom md5 = RegistrarRoom.open(DigestAlgorithm.MD5)) {
            WantedAccount holder = md5.account();
            try (TestPhone other = new TestPhone(md5.target(Transport.UDP), holder)) {
                String challenge = other.exchange(other.request("REGISTER", other.contact()));
                String bySha = other.authorization(challenge.replace("algorithm=MD5", "algorithm=SHA-256"), 1);

                assertThat(other.exchange(other.request("REGISTER", other.contact(), bySha)))
                        .startsWith("SIP/2.0 403");
                assertThat(other.exchange(
                                other.request("REGISTER", other.contact(), other.authorization(challenge, 1))))
                        .startsWith("SIP/2.0 200");
            }
        }
    }

    @Test
    void whoever_fails_too_often_has_to_wait_even_with_the_right_secret() {
        EmbeddedLimits limits = new EmbeddedLimits(256, 32, Duration.ofMinutes(10), 4, 3, 10, 10_000);
        try (RegistrarRoom strict = RegistrarRoom.open(limits)) {
            WantedAccount holder = strict.account();
            try (TestPhone other = new TestPhone(strict.target(Transport.UDP), holder)) {
                String challenge = other.exchange(other.request("REGISTER", other.contact()));
                for (int i = 1; i <= 3; i++) {
                    String wrong = other.authorization(challenge, i, other.user, "wrong");
                    assertThat(other.exchange(other.request("REGISTER", other.contact(), wrong)))
                            .startsWith("SIP/2.0 403");
                }

                String throttled = other.register(other.contact());
                assertThat(throttled).startsWith("SIP/2.0 503");
                assertThat(TestPhone.headers(throttled, "Retry-After")).containsExactly("60");

                strict.clock.advance(Duration.ofSeconds(20));
                assertThat(other.register(other.contact())).startsWith("SIP/2.0 200");
            }
        }
    }

    private String signed(String challenge, int count) {
        return phone.exchange(phone.request("REGISTER", phone.contact(), phone.authorization(challenge, count)));
    }

    private String answerTo(WantedAccount as, String secret) {
        try (TestPhone other = new TestPhone(room.target(Transport.UDP), as)) {
            String challenge = other.exchange(other.request("REGISTER", other.contact()));
            String authorization = other.authorization(challenge, 1, other.user, secret);
            return other.exchange(other.request("REGISTER", other.contact(), authorization));
        }
    }

    /** Without what belongs to the request. */
    private static String plain(String answer) {
        return answer.replaceAll("(?m)^(Via|From|To|Call-ID|CSeq):.*\\R", "");
    }
}
