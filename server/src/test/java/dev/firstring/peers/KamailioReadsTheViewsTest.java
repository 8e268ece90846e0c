package dev.firstring.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.peers.phone.Baresip;
import dev.firstring.peers.phone.DigestAlgorithm;
import dev.firstring.peers.phone.Linphonec;
import dev.firstring.peers.phone.Registration;
import dev.firstring.peers.phone.SipLogin;
import dev.firstring.peers.phone.Sipp;
import dev.firstring.peers.phone.Sipsak;
import dev.firstring.peers.phone.Transport;
import dev.firstring.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The shipped Kamailio configuration against the views, with real phones: one instance in MD5, one in SHA-256. */
@Tag("peer")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KamailioReadsTheViewsTest {

    private static final String DOMAIN = "sip.example.test";
    private static final String SECRET = "correct-horse-7";

    private TestDatabase database;
    private CredentialRows rows;
    private Kamailio md5;
    private Kamailio sha256;

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        rows = new CredentialRows(database.service(), DOMAIN);
        md5 = kamailio(DigestAlgorithm.MD5);
        sha256 = kamailio(DigestAlgorithm.SHA_256);
    }

    @AfterAll
    void stop() {
        if (sha256 != null) {
            sha256.close();
        }
        if (md5 != null) {
            md5.close();
        }
        if (database != null) {
            database.close();
        }
    }

    @Test
    void sipp_registers_with_the_right_secret_and_kamailio_knows_the_phone() {
        SipLogin login = rows.active(SECRET);

        Registration registration = Sipp.register(md5.target(Transport.UDP), login);

        assertThat(registration.accepted()).as(registration.output()).isTrue();
        assertThat(md5.registrations(login.aor())).singleElement().satisfies(binding -> {
            assertThat(binding.address()).startsWith("sip:" + login.username() + "@127.0.0.1:");
            assertThat(binding.expires()).isBetween(200L, 300L);
        });
        md5.remove(login.aor());
        assertThat(md5.registrations(login.aor())).isEmpty();
    }

    @Test
    void sipp_is_refused_with_a_wrong_secret() {
        SipLogin login = rows.active(SECRET);

        Registration registration =
                Sipp.register(md5.target(Transport.UDP), SipLogin.withPassword(login.username(), DOMAIN, "wrong"));

        assertRefused(registration);
        assertThat(md5.registrations(login.aor())).isEmpty();
    }

    @Test
    void sipp_is_refused_for_an_unknown_user() {
        assertRefused(Sipp.register(md5.target(Transport.UDP), SipLogin.withPassword("nobody", DOMAIN, SECRET)));
    }

    @Test
    void sipp_is_refused_for_a_suspended_account_and_accepted_again_once_it_is_active() {
        SipLogin login = rows.active(SECRET);

        rows.status(login, "suspended");
        assertRefused(Sipp.register(md5.target(Transport.TCP), login));

        rows.status(login, "active");
        Registration registration = Sipp.register(md5.target(Transport.TCP), login);
        assertThat(registration.accepted()).as(registration.output()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void linphonec_registers_with_its_secret_in_sha_256(Transport transport) {
        SipLogin login = rows.active(SECRET);

        Registration registration = Linphonec.register(sha256.target(transport), login);

        assertThat(registration.accepted()).as(registration.output()).isTrue();
        assertThat(sha256.registrations(login.aor()))
                .singleElement()
                .satisfies(binding -> assertThat(binding.socket()).startsWith(transport.parameter() + ":"));
    }

    @Test
    void linphonec_registers_with_an_ha1_and_no_password() {
        SipLogin login = rows.active(SECRET);
        String ha1 = DigestAlgorithm.SHA_256.ha1(login.username(), DOMAIN, SECRET);

        Registration registration = Linphonec.register(
                sha256.target(Transport.UDP), SipLogin.withHa1(login.username(), DOMAIN, ha1, DigestAlgorithm.SHA_256));

        assertThat(registration.accepted()).as(registration.output()).isTrue();
    }

    @Test
    void linphonec_is_refused_with_a_wrong_secret_for_an_unknown_user_and_while_suspended() {
        SipLogin login = rows.active(SECRET);
        SipLogin suspended = rows.active(SECRET);
        rows.status(suspended, "suspended");

        assertRefused(Linphonec.register(
                sha256.target(Transport.UDP), SipLogin.withPassword(login.username(), DOMAIN, "wrong")));
        assertRefused(
                Linphonec.register(sha256.target(Transport.UDP), SipLogin.withPassword("nobody", DOMAIN, SECRET)));
        assertRefused(Linphonec.register(sha256.target(Transport.UDP), suspended));
        assertThat(sha256.registrations(login.aor())).isEmpty();
    }

    @Test
    void baresip_and_sipsak_agree_with_sipp() {
        SipLogin login = rows.active(SECRET);
        SipLogin wrong = SipLogin.withPassword(login.username(), DOMAIN, "wrong");
        SipLogin stored = SipLogin.withHa1(
                login.username(),
                DOMAIN,
                DigestAlgorithm.MD5.ha1(login.username(), DOMAIN, SECRET),
                DigestAlgorithm.MD5);

        List<Registration> accepted = List.of(
                Baresip.register(md5.target(Transport.UDP), login),
                Baresip.register(md5.target(Transport.TLS), login),
                Sipsak.register(md5.target(Transport.UDP), login),
                Sipsak.register(md5.target(Transport.TCP), stored));
        assertThat(accepted).allSatisfy(each -> assertThat(each.accepted()).isTrue());

        assertRefused(Baresip.register(md5.target(Transport.UDP), wrong));
        assertRefused(Sipsak.register(md5.target(Transport.UDP), wrong));
    }

    @Test
    void an_account_without_an_md5_hash_cannot_be_entered_in_md5_by_anybody() {
        SipLogin login = rows.withoutMd5(SECRET);

        assertRefused(Sipsak.register(md5.target(Transport.UDP), login));
        assertThat(Linphonec.register(sha256.target(Transport.UDP), login).accepted())
                .isTrue();
    }

    private Kamailio kamailio(DigestAlgorithm algorithm) {
        return Kamailio.start(
                "localhost",
                database.port(),
                database.name(),
                TestDatabase.SIP_READER,
                TestDatabase.PASSWORD,
                DOMAIN,
                algorithm);
    }

    private static void assertRefused(Registration registration) {
        assertThat(registration.status()).as(registration.output()).isEqualTo("403 Forbidden");
        assertThat(registration.accepted()).isFalse();
    }
}
