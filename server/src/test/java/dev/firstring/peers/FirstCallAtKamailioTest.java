package dev.firstring.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstring.peers.phone.BaresipPhone;
import dev.firstring.peers.phone.SipLogin;
import dev.firstring.peers.phone.Transport;
import dev.firstring.testing.Patience;
import dev.firstring.testing.Person;
import dev.firstring.testing.Ports;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A person whose phone is registered at a Kamailio hears the echo of the service, and the service knows of the call. */
@Tag("peer")
class FirstCallAtKamailioTest {

    private static final String DOMAIN = "sip.example.test";

    @Test
    void an_echo_call_through_kamailio_is_heard_and_becomes_the_first_call_of_the_credential() {
        int echo = Ports.free();
        try (TestDatabase database = TestDatabase.create();
                Kamailio kamailio = Kamailio.start(database, DOMAIN, "FIRSTRING_ECHO \"sip:127.0.0.1:" + echo + "\"");
                RunningService service = service(database, kamailio, echo)) {
            Reply linked = Person.at(service).onboard();
            JsonNode credential = linked.json().at("/data/sip_credentials");
            assertThat(credential.required("first_call_at").isNull()).isTrue();
            SipLogin login = SipLogin.withPassword(
                    credential.required("sip_username").asString(),
                    DOMAIN,
                    credential.required("sip_password").asString());

            try (BaresipPhone phone = BaresipPhone.start(kamailio.target(Transport.UDP), login, 440)) {
                phone.dial("sip:*43@" + DOMAIN);
                assertThat(phone.talks())
                        .as(() -> phone.output() + kamailio.log())
                        .isTrue();
                await().atMost(Patience.LIMIT)
                        .untilAsserted(() -> assertThat(phone.heard(440)).isGreaterThan(0.8));
                await().atMost(Patience.LIMIT)
                        .until(() -> !asked(service, linked)
                                .required("first_call_at")
                                .isNull());
                assertThat(asked(service, linked).required("first_call_seconds").isNull())
                        .isTrue();

                phone.hangUp();

                await().atMost(Patience.LIMIT)
                        .until(() -> !asked(service, linked)
                                .required("first_call_seconds")
                                .isNull());
                assertThat(kamailio.noted("called")).isZero();
                assertThat(service.get("/metrics").body())
                        .contains("firstring_calls_first_total{server=\"kamailio-1\"} 1.0");
            }
        }
    }

    private static RunningService service(TestDatabase database, Kamailio kamailio, int echo) {
        return RunningService.over(database)
                .set("firstring.sip.domain", DOMAIN)
                .set("firstring.sip-server.kamailio.servers[0].id", "kamailio-1")
                .set(
                        "firstring.sip-server.kamailio.servers[0].url",
                        kamailio.rpcAddress().toString())
                .set("firstring.sip-server.embedded.port", echo)
                .set("firstring.sip-server.embedded.echo.first-port", 43_900)
                .set("firstring.sip-server.embedded.echo.last-port", 43_999)
                .set("firstring.sip-server.embedded.echo.peers", "127.0.0.1")
                .start();
    }

    private static JsonNode asked(RunningService service, Reply linked) {
        return Person.expect(service.call(
                        "GET",
                        "/api/v1/sip/credentials/"
                                + linked.json().at("/data/sip_credentials/id").asString(),
                        "",
                        Person.bearer(linked)))
                .json()
                .required("data");
    }
}
