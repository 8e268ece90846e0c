package dev.firstring.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.peers.phone.DigestAlgorithm;
import dev.firstring.peers.phone.Linphonec;
import dev.firstring.peers.phone.Registration;
import dev.firstring.peers.phone.SipTarget;
import dev.firstring.peers.phone.Transport;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** A scan where phones register at a Kamailio as it is shipped. */
@Tag("peer")
class OneScanAtKamailioTest {

    private static final String DOMAIN = "sip.example.test";

    private TestDatabase database;

    @BeforeEach
    void create() {
        database = TestDatabase.create();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_phone_signs_in_by_the_hash_of_the_instance_over_tls(DigestAlgorithm algorithm) {
        try (Kamailio kamailio = kamailio(algorithm);
                RunningService service = service(kamailio.target(Transport.TLS), algorithm.token())) {
            Reply linked = Person.at(service).onboard();

            Registration phone = Linphonec.provision(
                    link(service, linked), kamailio.target(Transport.TLS).authority());

            assertThat(phone.accepted()).as(phone.output()).isTrue();
            assertThat(phone.output()).contains("algorithm = " + algorithm.token());
            assertThat(kamailio.registrations(aor(linked))).hasSize(1);
        }
    }

    @Test
    void the_hash_of_the_other_algorithm_is_no_good_so_the_setting_matters() {
        try (Kamailio kamailio = kamailio(DigestAlgorithm.MD5);
                RunningService service = service(kamailio.target(Transport.TLS), "sha-256")) {
            Reply linked = Person.at(service).onboard();

            Registration phone = Linphonec.provision(
                    link(service, linked), kamailio.target(Transport.TLS).authority());

            assertThat(phone.accepted()).isFalse();
            assertThat(kamailio.registrations(aor(linked))).isEmpty();
        }
    }

    private RunningService service(SipTarget target, String digest) {
        return RunningService.over(database)
                .set("firstring.sip.domain", DOMAIN)
                .set("firstring.sip.transport", "TLS")
                .set("firstring.sip.proxy", target.host() + ":" + target.port())
                .set("firstring.sip.digest", digest)
                .start();
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

    private static String link(RunningService service, Reply linked) {
        String id = linked.json().at("/data/sip_credentials/id").asString();
        return Person.expect(service.call(
                        "POST", "/api/sip/credentials/" + id + "/provisioning-links", "", Person.bearer(linked)))
                .data("url");
    }

    private static String aor(Reply linked) {
        JsonNode credential = linked.json().at("/data/sip_credentials");
        return credential.required("sip_username").asString() + "@"
                + credential.required("sip_domain").asString();
    }
}
