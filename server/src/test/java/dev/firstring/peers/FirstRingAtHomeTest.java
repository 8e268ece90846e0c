package dev.firstring.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.peers.phone.Baresip;
import dev.firstring.peers.phone.Linphonec;
import dev.firstring.peers.phone.Registration;
import dev.firstring.peers.phone.SipLogin;
import dev.firstring.peers.phone.SipTarget;
import dev.firstring.peers.phone.Sipp;
import dev.firstring.peers.phone.Sipsak;
import dev.firstring.peers.phone.Transport;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** What {@code bin/run --sip-port N} gives: a number, a code, and a softphone that registers with nothing else installed. */
@Tag("peer")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FirstRingAtHomeTest {

    private TestDatabase database;
    private RunningService service;
    private int port;

    @BeforeAll
    void start() throws IOException {
        database = TestDatabase.create();
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        service = RunningService.over(database)
                .set("firstring.sip-server.embedded.port", port)
                .start();
    }

    @AfterAll
    void stop() {
        service.close();
        database.close();
    }

    @Test
    void baresip_registers_with_the_answer_of_link_account_and_is_seen() {
        Reply linked = Person.at(service).onboard();

        Registration baresip = Baresip.register(target(Transport.UDP), login(linked));

        assertThat(baresip.accepted()).as(baresip.output()).isTrue();
        assertThat(linked.json().at("/data/sip_credentials/transport_protocol").asString())
                .isEqualTo("UDP");
        assertThat(registration(linked).at("/contacts/0/userAgent").asString()).startsWith("baresip");
        assertThat(registration(linked).get("registered").asBoolean()).isTrue();
        assertThat(registration(linked).get("lastRegisteredAt").isNull()).isFalse();
    }

    @Test
    void linphonec_sipp_and_sipsak_register_too() {
        Reply linked = Person.at(service).onboard();

        assertThat(Linphonec.register(target(Transport.TCP), login(linked)).accepted())
                .isTrue();
        assertThat(Sipp.register(target(Transport.UDP), login(linked)).accepted())
                .isTrue();
        assertThat(Sipsak.register(target(Transport.UDP), login(linked)).accepted())
                .isTrue();
    }

    @Test
    void a_new_password_ends_the_registration_at_once() {
        Reply linked = Person.at(service).onboard();
        assertThat(Sipp.register(target(Transport.UDP), login(linked)).accepted())
                .isTrue();
        String id = linked.json().at("/data/sip_credentials/id").asString();

        Reply rotated = Person.expect(
                service.call("POST", "/api/sip/credentials/" + id + "/regenerate-password", "", Person.bearer(linked)));

        assertThat(rotated.data("syncStatus")).isEqualTo("synced");
        assertThat(registration(linked).get("registered").asBoolean()).isFalse();
        assertThat(Sipp.register(target(Transport.UDP), login(linked)).accepted())
                .isFalse();
    }

    private JsonNode registration(Reply linked) {
        String id = linked.json().at("/data/sip_credentials/id").asString();
        return Person.expect(service.get("/api/sip/credentials/" + id + "/registration", Person.bearer(linked)))
                .json()
                .get("data");
    }

    private SipTarget target(Transport transport) {
        return new SipTarget(transport, "127.0.0.1", port);
    }

    private static SipLogin login(Reply linked) {
        JsonNode credential = linked.json().at("/data/sip_credentials");
        return SipLogin.withPassword(
                credential.required("sip_username").asString(),
                credential.required("sip_domain").asString(),
                credential.required("sip_password").asString());
    }
}
