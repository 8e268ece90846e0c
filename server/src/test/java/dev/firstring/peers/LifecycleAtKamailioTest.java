package dev.firstring.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.admin.Scope;
import dev.firstring.account.apikey.ApiKeyCreation;
import dev.firstring.account.apikey.ApiKeys;
import dev.firstring.account.apikey.NewApiKey;
import dev.firstring.peers.phone.Baresip;
import dev.firstring.peers.phone.DigestAlgorithm;
import dev.firstring.peers.phone.Registration;
import dev.firstring.peers.phone.SipLogin;
import dev.firstring.peers.phone.Sipp;
import dev.firstring.peers.phone.Transport;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Whoever suspends, rotates or revokes sees that it took effect, on a real Kamailio and with real phones. */
@Tag("peer")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LifecycleAtKamailioTest {

    private static final String DOMAIN = "sip.example.test";
    private static final String[] STEPS = {"database", "refusal", "caches", "contacts", "read_back"};

    private TestDatabase database;
    private Kamailio kamailio;
    private RunningService service;
    private String[] operator;

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        kamailio = Kamailio.start(
                "127.0.0.1",
                database.port(),
                database.name(),
                TestDatabase.SIP_READER,
                TestDatabase.PASSWORD,
                DOMAIN,
                DigestAlgorithm.MD5);
        service = RunningService.over(database)
                .set("firstring.sip-server.kamailio.servers[0].id", "kamailio")
                .set("firstring.sip-server.kamailio.servers[0].url", kamailio.rpcAddress())
                // What was there before a request is told by the time that Kamailio gives.
                .clock(Clock.systemUTC())
                .start();
        ApiKeyCreation.Created key = (ApiKeyCreation.Created) service.bean(ApiKeys.class)
                .create(new NewApiKey("test", EnumSet.allOf(Scope.class), Duration.ofDays(1)));
        operator = new String[] {"X-API-Key", key.key().reveal()};
    }

    @AfterAll
    void stop() {
        service.close();
        kamailio.close();
        database.close();
    }

    /** Somebody whose phone is registered. */
    private record Online(String id, SipLogin login, String[] bearer) {}

    @Test
    void suspending_removes_the_live_contact_and_refuses_the_next_registration_until_it_is_reactivated() {
        Online online = online();

        Reply suspended = act(online, "suspend", "{\"reason\":\"unpaid\"}");

        assertThat(suspended.data("syncStatus")).isEqualTo("synced");
        assertThat(names(suspended)).containsExactly(STEPS);
        assertThat(states(suspended)).containsOnly("done");
        assertThat(kamailio.registrations(online.login().aor())).isEmpty();
        assertThat(register(online.login()).status()).contains("403");

        Person.expect(act(online, "reactivate", ""));
        assertThat(register(online.login()).accepted()).isTrue();
    }

    @Test
    void a_new_password_ends_what_the_old_one_registered_and_is_the_only_one_that_is_taken() {
        Online online = online();

        Reply rotated = Person.expect(service.call(
                "POST", "/api/sip/credentials/" + online.id() + "/regenerate-password", "", online.bearer()));

        assertThat(rotated.data("syncStatus")).isEqualTo("synced");
        assertThat(kamailio.registrations(online.login().aor())).isEmpty();
        assertThat(register(online.login()).status()).contains("403");
        SipLogin fresh = SipLogin.withPassword(online.login().username(), DOMAIN, rotated.data("newPassword"));
        assertThat(register(fresh).accepted()).isTrue();
    }

    @Test
    void revoking_is_for_good() {
        Online online = online();

        Reply revoked = act(online, "revoke", "{\"reason\":\"left\"}");

        assertThat(names(revoked)).containsExactly(STEPS);
        assertThat(states(revoked)).containsOnly("done");
        assertThat(kamailio.registrations(online.login().aor())).isEmpty();
        assertThat(register(online.login()).status()).contains("403");
        assertThat(act(online, "reactivate", "").code()).isEqualTo("INVALID_STATE");
        assertThat(register(online.login()).status()).contains("403");
    }

    @Test
    void the_owner_sees_the_phone_and_drops_it() {
        Online online = online();
        Registration baresip = Baresip.register(kamailio.target(Transport.UDP), online.login());
        assertThat(baresip.accepted()).as(baresip.output()).isTrue();
        String path = "/api/sip/credentials/" + online.id() + "/registration";

        JsonNode seen = Person.expect(service.get(path, online.bearer())).json().get("data");

        assertThat(seen.get("registered").asBoolean()).isTrue();
        JsonNode phone = seen.get("contacts")
                .valueStream()
                .filter(contact -> contact.path("userAgent").asString("").startsWith("baresip"))
                .findFirst()
                .orElseThrow();
        Person.expect(service.call("DELETE", path + "/" + phone.get("id").asString(), "", online.bearer()));
        assertThat(kamailio.registrations(online.login().aor()))
                .noneMatch(binding -> binding.userAgent().startsWith("baresip"));
    }

    @Test
    void a_stranger_sees_the_registration_as_that_of_nobody() {
        Online online = online();
        String[] stranger = Person.bearer(Person.at(service).onboard());

        assertThat(service.get("/api/sip/credentials/" + online.id() + "/registration", stranger)
                        .code())
                .isEqualTo("CREDENTIAL_NOT_FOUND");
        assertThat(service.call("POST", "/api/sip/credentials/" + online.id() + "/regenerate-password", "", stranger)
                        .code())
                .isEqualTo("CREDENTIAL_NOT_FOUND");
    }

    @Test
    void deregistering_leaves_the_credential_good() {
        Online online = online();

        Reply done = act(online, "deregister", "");

        assertThat(states(done)).containsOnly("done");
        assertThat(kamailio.registrations(online.login().aor())).isEmpty();
        assertThat(register(online.login()).accepted()).isTrue();
    }

    @Test
    void registrations_that_kamailio_does_not_end_are_no_success_and_are_ended_when_it_goes_on() {
        Online online = online();
        Reply told;
        kamailio.halt();
        try {
            told = act(online, "deregister", "");
        } finally {
            kamailio.goOn();
        }

        assertThat(told.body()).contains("\"syncStatus\":\"pending\"");
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> kamailio.registrations(online.login().aor()).isEmpty());
    }

    @Test
    void sync_removes_the_live_contact_of_a_suspended_credential() {
        Online online = online();
        act(online, "suspend", "{\"reason\":\"unpaid\"}");
        kamailio.post("application/json", """
                {"jsonrpc":"2.0","id":1,"method":"ul.add",
                 "params":["location","%s","sip:ghost@127.0.0.1:5999",3600,1.0,"0",0,0,0]}
                """.formatted(online.login().aor()));
        assertThat(kamailio.registrations(online.login().aor())).hasSize(1);
        assertThat(service.get("/api/admin/sip/credentials/" + online.id() + "/validate", operator)
                        .body())
                .contains("live contacts: 1");

        Reply synced = act(online, "sync", "");

        assertThat(kamailio.registrations(online.login().aor())).isEmpty();
        assertThat(synced.json().at("/data/steps/0/found/0").asString()).isEqualTo("orphan_contact");
    }

    @Test
    void operators_see_the_server_the_credential_and_its_story() {
        Online online = online();
        act(online, "suspend", "{\"reason\":\"unpaid\"}");

        JsonNode server = Person.expect(service.get("/api/admin/sip/servers", operator))
                .json()
                .at("/data/servers/0");
        assertThat(server.get("id").asString()).isEqualTo("kamailio");
        assertThat(server.get("healthy").asBoolean()).isTrue();
        assertThat(server.get("version").asString()).contains("kamailio");

        JsonNode found = Person.expect(service.get(
                        "/api/admin/sip/credentials?username=" + online.login().username() + "&status=suspended",
                        operator))
                .json()
                .at("/data/credentials");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).get("statusReason").asString()).isEqualTo("unpaid");
        assertThat(found.get(0).get("statusActor").asString()).isEqualTo("admin:test");

        JsonNode story = Person.expect(service.get("/api/admin/sip/credentials/" + online.id() + "/timeline", operator))
                .json()
                .at("/data/events");
        assertThat(story.valueStream().map(event -> event.get("kind").asString()))
                .contains("act", "session", "verification", "message", "sync");
        assertThat(story.valueStream().map(event -> event.get("what").asString()))
                .contains("credential.created", "credential.suspended", "synced", "verified");
    }

    @Test
    void validating_tells_what_is_wrong_and_changes_nothing() {
        Online online = online();
        String path = "/api/admin/sip/credentials/" + online.id() + "/validate";
        assertThat(service.get(path, operator).json().at("/data/valid").asBoolean())
                .isTrue();

        act(online, "suspend", "{\"reason\":\"unpaid\"}");

        JsonNode judged = service.get(path, operator).json().get("data");
        assertThat(judged.get("valid").asBoolean()).isFalse();
        assertThat(judged.get("error").asString()).isEqualTo("the credential is suspended");
    }

    private Online online() {
        Reply linked = Person.at(service).onboard();
        JsonNode credential = linked.json().at("/data/sip_credentials");
        assertThat(credential.required("sync_status").asString()).isEqualTo("synced");
        SipLogin login = SipLogin.withPassword(
                credential.required("sip_username").asString(),
                credential.required("sip_domain").asString(),
                credential.required("sip_password").asString());
        assertThat(register(login).accepted()).isTrue();
        assertThat(kamailio.registrations(login.aor())).hasSize(1);
        return new Online(credential.required("id").asString(), login, Person.bearer(linked));
    }

    private Registration register(SipLogin login) {
        return Sipp.register(kamailio.target(Transport.UDP), login);
    }

    private Reply act(Online online, String act, String body) {
        return service.call("POST", "/api/admin/sip/credentials/" + online.id() + "/" + act, body, operator);
    }

    private static List<String> names(Reply reply) {
        return reply.json()
                .at("/data/steps")
                .valueStream()
                .map(step -> step.get("name").asString())
                .toList();
    }

    private static List<String> states(Reply reply) {
        return reply.json()
                .at("/data/steps")
                .valueStream()
                .map(step -> step.get("state").asString())
                .toList();
    }
}
