package dev.firstring.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.peers.phone.Baresip;
import dev.firstring.peers.phone.Linphonec;
import dev.firstring.peers.phone.Registration;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.TestDatabase;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** What a scan does: real phones that are given a link and nothing else, and the registrar inside the service. */
@Tag("peer")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneScanTest {

    private TestDatabase database;
    private RunningService service;

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        service = RunningService.over(database)
                .set("firstring.sip-server.embedded.port", 0)
                .set("firstring.sip.stun-servers", "stun:127.0.0.1:9")
                .set("firstring.sip.turn.uris", "turn:127.0.0.1:9?transport=udp")
                .set("firstring.sip.turn.secrets", "north-wind-and-sun")
                .start();
    }

    @AfterAll
    void stop() {
        service.close();
        database.close();
    }

    @Test
    void linphonec_is_given_a_link_and_is_registered_and_a_second_one_gets_nothing() {
        Reply linked = Person.at(service).onboard();
        String link = link(linked, "");

        Registration first = Linphonec.provision(link, Optional.empty());

        assertThat(first.accepted()).as(first.output()).isTrue();
        assertThat(first.output()).contains("User-Agent: Unknown").doesNotContain(password(linked));
        assertThat(registration(linked).get("contacts").size()).isEqualTo(1);
        assertThat(registration(linked).at("/contacts/0/userAgent").asString()).startsWith("Linphonec");

        Registration second = Linphonec.provision(link, Optional.empty());

        assertThat(second.accepted()).isFalse();
        assertThat(second.output()).contains("HTTP/1.1 404").doesNotContain("REGISTER sip:");
        assertThat(registration(linked).get("contacts").size()).isEqualTo(1);
    }

    @Test
    void linphonec_registers_under_a_name_that_needs_quoting() {
        Reply linked = Person.at(service).onboard();
        Person.expect(service.call(
                "PATCH",
                "/api/sip/credentials/" + id(linked),
                "{\"displayName\":\"Ada \\\"Al\\\" <\\\\ & Søn\"}",
                Person.bearer(linked)));

        Registration phone = Linphonec.provision(link(linked, ""), Optional.empty());

        assertThat(phone.accepted()).as(phone.output()).isTrue();
        assertThat(registration(linked).get("registered").asBoolean()).isTrue();
    }

    @Test
    void baresip_registers_with_exactly_the_line_that_it_is_given() {
        Reply linked = Person.at(service).onboard();
        Person.expect(service.call(
                "PATCH",
                "/api/sip/credentials/" + id(linked),
                "{\"displayName\":\"Ada \\\"Al\\\" <\\\\; & Søn\"}",
                Person.bearer(linked)));
        String path = link(linked, "{\"format\":\"baresip\"}").replaceFirst("^http://[^/]*", "");
        Reply fetched = service.get(path, "User-Agent", "baresip/1.0.0");

        Registration phone = Baresip.registerWith(fetched.body());

        assertThat(phone.accepted()).as(phone.output()).isTrue();
        assertThat(phone.output())
                .contains("using stunserver: 'turn:127.0.0.1:9'", "Using medianat 'ice'")
                .doesNotContain("codec not found");
        assertThat(registration(linked).at("/contacts/0/userAgent").asString()).startsWith("baresip");
    }

    private String link(Reply linked, String body) {
        return Person.expect(service.call(
                        "POST",
                        "/api/sip/credentials/" + id(linked) + "/provisioning-links",
                        body,
                        Person.bearer(linked)))
                .data("url");
    }

    private JsonNode registration(Reply linked) {
        return Person.expect(service.get("/api/sip/credentials/" + id(linked) + "/registration", Person.bearer(linked)))
                .json()
                .get("data");
    }

    private static String id(Reply linked) {
        return linked.json().at("/data/sip_credentials/id").asString();
    }

    private static String password(Reply linked) {
        return linked.json().at("/data/sip_credentials/sip_password").asString();
    }
}
