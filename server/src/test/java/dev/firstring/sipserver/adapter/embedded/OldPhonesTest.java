package dev.firstring.sipserver.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.peers.phone.Transport;
import dev.firstring.registrar.digest.DigestAlgorithm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Phones that sign in as older RFCs have it, or under their full name. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OldPhonesTest {

    private RegistrarRoom room;
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
        phone = new TestPhone(room.target(Transport.UDP), room.account());
    }

    @AfterEach
    void hangUp() {
        phone.close();
    }

    @Test
    void a_phone_that_knows_no_qop_is_let_in_once_with_each_nonce() {
        String challenge = phone.exchange(phone.request("REGISTER", phone.contact()));
        String once = phone.authorizationWithoutQop(challenge, phone.user, phone.password);

        assertThat(phone.exchange(phone.request("REGISTER", phone.contact(), once)))
                .startsWith("SIP/2.0 200");

        assertThat(phone.exchange(phone.request("REGISTER", phone.contact(), once)))
                .as("the same answer again, from whoever has seen it")
                .startsWith("SIP/2.0 401")
                .contains("stale=true");
        assertThat(signed(challenge, 1)).as("the nonce is used up").startsWith("SIP/2.0 401");
        String wrong = phone.authorizationWithoutQop(
                phone.exchange(phone.request("REGISTER", phone.contact())), phone.user, "wrong");
        assertThat(phone.exchange(phone.request("REGISTER", phone.contact(), wrong)))
                .startsWith("SIP/2.0 403");
    }

    @Test
    void a_nonce_that_was_counted_is_good_for_no_answer_without_a_count() {
        String challenge = phone.exchange(phone.request("REGISTER", phone.contact()));
        assertThat(signed(challenge, 1)).startsWith("SIP/2.0 200");

        String once = phone.authorizationWithoutQop(challenge, phone.user, phone.password);

        assertThat(phone.exchange(phone.request("REGISTER", phone.contact(), once)))
                .startsWith("SIP/2.0 401");
    }

    @Test
    void a_phone_may_sign_in_with_user_and_domain_as_its_name() {
        String full = phone.user + "@" + AccountTable.DOMAIN;
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            String challenge = phone.exchange(phone.request("REGISTER", phone.contact()))
                    .lines()
                    .filter(line -> line.startsWith("WWW-Authenticate") && line.contains("=" + algorithm.token() + ","))
                    .findFirst()
                    .orElseThrow();

            assertThat(phone.exchange(phone.request(
                            "REGISTER", phone.contact(), phone.authorization(challenge, 1, full, phone.password))))
                    .as(algorithm.token())
                    .startsWith("SIP/2.0 200");
            assertThat(phone.exchange(phone.request(
                            "REGISTER", phone.contact(), phone.authorization(challenge, 2, full, "wrong"))))
                    .startsWith("SIP/2.0 403");
            String others = phone.user + "@else.test";
            assertThat(phone.exchange(phone.request(
                            "REGISTER", phone.contact(), phone.authorization(challenge, 3, others, phone.password))))
                    .startsWith("SIP/2.0 403");
        }
    }

    @Test
    void a_credential_whose_full_name_has_no_hash_yet_signs_in_by_its_user_only() {
        room.accounts
                .jdbc()
                .update("UPDATE sip_credential SET ha1b_md5 = NULL, ha1b_sha256 = NULL WHERE username = ?", phone.user);
        String challenge = phone.exchange(phone.request("REGISTER", phone.contact()));
        String full = phone.authorization(challenge, 1, phone.user + "@" + AccountTable.DOMAIN, phone.password);

        assertThat(phone.exchange(phone.request("REGISTER", phone.contact(), full)))
                .startsWith("SIP/2.0 403");
        assertThat(signed(challenge, 2)).startsWith("SIP/2.0 200");
    }

    private String signed(String challenge, int count) {
        return phone.exchange(phone.request("REGISTER", phone.contact(), phone.authorization(challenge, count)));
    }
}
