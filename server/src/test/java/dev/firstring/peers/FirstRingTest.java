package dev.firstring.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.peers.phone.Baresip;
import dev.firstring.peers.phone.DigestAlgorithm;
import dev.firstring.peers.phone.Linphonec;
import dev.firstring.peers.phone.Registration;
import dev.firstring.peers.phone.SipLogin;
import dev.firstring.peers.phone.Sipp;
import dev.firstring.peers.phone.Transport;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** The main job, end to end: a number, a code, an account, and a real phone that registers on a real SIP server. */
@Tag("peer")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FirstRingTest {

    private static final String DOMAIN = "sip.example.test";

    private TestDatabase database;
    private RunningService service;
    private Kamailio md5;
    private Kamailio sha256;

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        service = RunningService.over(database).start();
        md5 = kamailio(DigestAlgorithm.MD5);
        sha256 = kamailio(DigestAlgorithm.SHA_256);
    }

    @AfterAll
    void stop() {
        sha256.close();
        md5.close();
        service.close();
        database.close();
    }

    @Test
    void a_person_who_onboards_registers_by_md5_at_once() {
        SipLogin login = onboard();

        Registration sipp = Sipp.register(md5.target(Transport.UDP), login);

        assertThat(sipp.accepted()).as(sipp.output()).isTrue();
        assertThat(md5.registrations(login.aor())).hasSize(1);
        Registration baresip = Baresip.register(md5.target(Transport.UDP), login);
        assertThat(baresip.accepted()).as(baresip.output()).isTrue();
    }

    @Test
    void a_person_who_onboards_registers_by_sha_256_at_once() {
        SipLogin login = onboard();

        Registration registration = Linphonec.register(sha256.target(Transport.TCP), login);

        assertThat(registration.accepted()).as(registration.output()).isTrue();
        assertThat(sha256.registrations(login.aor())).hasSize(1);
    }

    @Test
    void a_wrong_secret_is_refused() {
        SipLogin login = onboard();
        SipLogin wrong = SipLogin.withPassword(login.username(), DOMAIN, "not-the-secret");

        Registration registration = Sipp.register(md5.target(Transport.UDP), wrong);

        assertThat(registration.accepted()).as(registration.output()).isFalse();
        assertThat(registration.status()).contains("403");
        assertThat(md5.registrations(login.aor())).isEmpty();
    }

    @Test
    void a_number_that_was_never_onboarded_is_refused() {
        SipLogin stranger = SipLogin.withPassword("u123456abcd", DOMAIN, "whatever-it-may-be");

        assertThat(Sipp.register(md5.target(Transport.UDP), stranger).status()).contains("403");
        assertThat(Linphonec.register(sha256.target(Transport.TCP), stranger).accepted())
                .isFalse();
    }

    @Test
    void somebody_who_loses_the_number_can_register_no_more() {
        Person loser = Person.at(service);
        SipLogin login = login(loser.onboard().json());
        assertThat(Sipp.register(md5.target(Transport.UDP), login).accepted()).isTrue();
        String[] winner = Person.bearer(Person.at(service).onboard());

        loser.onOtherDevice().onboard(winner);

        assertThat(Sipp.register(md5.target(Transport.UDP), login).status()).contains("403");
    }

    private SipLogin onboard() {
        return login(Person.at(service).onboard().json());
    }

    private static SipLogin login(JsonNode linked) {
        JsonNode credential = linked.at("/data/sip_credentials");
        return SipLogin.withPassword(
                credential.required("sip_username").asString(),
                credential.required("sip_domain").asString(),
                credential.required("sip_password").asString());
    }

    private Kamailio kamailio(DigestAlgorithm algorithm) {
        return Kamailio.start(
                "127.0.0.1",
                database.port(),
                database.name(),
                TestDatabase.SIP_READER,
                TestDatabase.PASSWORD,
                DOMAIN,
                algorithm);
    }
}
