package dev.firstring.console.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.admin.Scope;
import dev.firstring.account.apikey.ApiKeyCreation;
import dev.firstring.account.apikey.ApiKeys;
import dev.firstring.account.apikey.NewApiKey;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.MemoryServer;
import dev.firstring.sipserver.ServerAccount;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.SharedService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** What operators and owners do over the API, judged by what the SIP server has afterwards. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CredentialActsTest {

    private static final String UNKNOWN = "00000000-0000-7000-8000-000000000000";

    private final SharedService shared = SharedService.withSipServer();
    private final SettableClock clock = shared.clock();
    private final MemoryServer server = shared.sipServer();
    private final RunningService service = shared.node();
    private final String[] operator = key(service);

    @BeforeAll
    void start() {
        Awaitility.await()
                .until(() -> !service.get("/api/admin/sip/servers", operator)
                        .json()
                        .at("/data/servers/0/filling")
                        .asBoolean());
    }

    @AfterEach
    void heal() {
        server.failWith(null);
        server.problem(null);
    }

    /** Somebody with an account on the server. */
    private record Owner(String id, Aor aor, String[] bearer) {}

    @Test
    void a_server_that_answers_and_has_a_problem_is_healthy_for_nobody() {
        server.problem("no Flexisip listens on its socket");
        clock.advance(Duration.ofSeconds(4));

        JsonNode told = service.get("/api/admin/sip/servers", operator).json().at("/data/servers/0");
        assertThat(told.get("healthy").asBoolean()).isFalse();
        assertThat(told.get("problem").asString()).isEqualTo("no Flexisip listens on its socket");
        JsonNode health =
                service.get("/api/sip/health", owner().bearer()).json().get("data");
        assertThat(health.get("healthy").asBoolean()).isFalse();
        assertThat(health.at("/servers/0/healthy").asBoolean()).isFalse();
        assertThat(health.toString()).doesNotContain("socket");
    }

    @Test
    void sync_finds_the_account_that_the_server_lost_and_makes_it_again() {
        Owner owner = owner();
        Optional<ServerAccount> before = server.find(owner.aor());
        server.lose(owner.aor());

        Reply synced = Person.expect(act(owner, "sync", ""));

        assertThat(server.find(owner.aor())).isPresent().isEqualTo(before);
        assertThat(synced.data("syncStatus")).isEqualTo("synced");
        assertThat(synced.json().at("/data/steps/0/name").asString()).isEqualTo("comparison");
        assertThat(synced.json().at("/data/steps/0/found/0").asString()).isEqualTo("missing");
    }

    @Test
    void registrations_that_a_failing_server_keeps_are_no_success_and_go_when_it_is_back() {
        Owner owner = owner();
        server.register(owner.aor(), "phone");
        server.failWith(Kind.SERVER_UNAVAILABLE);

        Reply refused = act(owner, "deregister", "");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.json().at("/success").asBoolean(true)).isFalse();
        assertThat(refused.json().at("/syncStatus").asString()).isEqualTo("pending");
        assertThat(refused.json().at("/steps/0/state").asString()).isEqualTo("failed");
        JsonNode read = read(owner);
        assertThat(read.at("/credential/syncStatus").asString()).isEqualTo("pending");
        assertThat(read.at("/steps").toString()).contains("the test says so");

        server.failWith(null);
        clock.advance(Duration.ofMinutes(6));
        Awaitility.await()
                .until(() -> read(owner).at("/credential/syncStatus").asString().equals("synced"));
        assertThat(server.registrations(owner.aor())).isEmpty();
    }

    @Test
    void a_device_that_a_failing_server_keeps_is_no_success_and_goes_when_it_is_back() {
        Owner owner = owner();
        server.register(owner.aor(), "phone");
        String path = "/api/v1/sip/credentials/" + owner.id() + "/registration";
        String contact = service.get(path, owner.bearer())
                .json()
                .at("/data/contacts/0/id")
                .asString();
        server.failWith(Kind.SERVER_UNAVAILABLE);

        Reply refused = service.call("DELETE", path + "/" + contact, "", owner.bearer());

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.json().at("/detail/sync_status").asString()).isEqualTo("pending");
        server.failWith(null);
        clock.advance(Duration.ofMinutes(6));
        Awaitility.await().until(() -> server.registrations(owner.aor()).isEmpty());
    }

    @Test
    void a_device_that_is_not_registered_is_told_as_that() {
        Owner owner = owner();

        Reply unknown = service.call(
                "DELETE", "/api/sip/credentials/" + owner.id() + "/registration/AAAAAAAAAAAAAAAA", "", owner.bearer());

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.code()).isEqualTo("REGISTRATION_NOT_FOUND");
        assertThat(unknown.body()).doesNotContain("nothing at this address");
    }

    @Test
    void a_refusal_by_state_names_the_state_in_both_spellings() {
        Person person = Person.at(service);
        Owner owner = owner(person.onboard());
        Person.expect(act(owner, "suspend", "{\"reason\":\"unpaid\"}"));

        Reply camel = act(owner, "suspend", "{\"reason\":\"again\"}");
        Person again = person.again(service);
        Person.expect(again.start());
        Person.expect(again.verify());
        Reply snake = again.link();

        assertThat(camel.code()).isEqualTo("INVALID_STATE");
        assertThat(camel.json().at("/credentialStatus").asString()).isEqualTo("suspended");
        assertThat(snake.code()).isEqualTo("INVALID_STATE");
        assertThat(snake.json().at("/detail/credential_status").asString()).isEqualTo("suspended");
        assertThat(snake.json().at("/detail/status").asString()).isEqualTo("suspended");
        String document = service.get("/openapi").body();
        assertThat(document).contains("credentialStatus", "credential_status");
    }

    @Test
    void a_mobile_app_is_told_only_the_credentials_that_it_can_use() {
        Owner one = owner();
        Person phone = Person.at(service);
        Owner other = owner(phone.onboard(one.bearer()));
        assertThat(usable(other)).containsExactlyInAnyOrder(one.id(), other.id());

        Person.expect(act(one, "suspend", "{\"reason\":\"unpaid\"}"));
        Owner back = owner(phone.again(service).onboard());
        assertThat(usable(back)).containsExactly(other.id());

        Person.expect(act(one, "revoke", "{\"reason\":\"left\"}"));
        assertThat(usable(owner(phone.again(service).onboard()))).containsExactly(other.id());
    }

    @Test
    void the_story_of_a_credential_is_told_in_the_spelling_of_its_path() {
        Owner owner = owner();
        server.register(owner.aor(), "phone");
        service.get("/api/sip/credentials/" + owner.id() + "/registration", owner.bearer());

        Reply snake = Person.expect(service.get("/api/v1/admin/sip/credentials/" + owner.id() + "/timeline", operator));
        Reply camel = Person.expect(service.get("/api/admin/sip/credentials/" + owner.id() + "/timeline", operator));

        assertThat(snake.body()).contains("completed_at", "user_agent", "last_seen_at");
        assertThat(camel.body()).contains("completedAt", "userAgent", "lastSeenAt");
        assertThat(RunningService.namesWithUpperCase(snake.json())).isEmpty();
    }

    @Test
    void validating_says_what_is_wrong_and_not_something_else() {
        Owner lost = owner();
        server.lose(lost.aor());
        Owner suspended = owner();
        Person.expect(act(suspended, "suspend", "{\"reason\":\"unpaid\"}"));
        server.register(suspended.aor(), "phone");

        assertThat(errors(lost)).containsExactly("the server has no such account");
        assertThat(errors(suspended))
                .containsExactly("the credential is suspended", "it is suspended, with live contacts: 1");
    }

    @Test
    void an_operator_is_not_told_whose_a_credential_would_be() {
        Reply unknown = service.get("/api/admin/sip/credentials/" + UNKNOWN, operator);

        assertThat(unknown.code()).isEqualTo("CREDENTIAL_NOT_FOUND");
        assertThat(unknown.json().at("/detail").asString()).isEqualTo("There is no SIP credential with this id.");
    }

    @Test
    void a_code_that_ran_out_is_told_as_expired_before_anybody_writes_it_down() {
        Person person = Person.at(service);
        Reply first = person.onboard();
        String[] bearer = {
            "Authorization",
            "Bearer " + first.json().at("/data/tokens/access_token").asString()
        };
        new JdbcTemplate(shared.database().superuser())
                .update(
                        "UPDATE verification SET status = 'pending', ended_at = NULL WHERE account_id = ?::uuid",
                        first.json().at("/data/user/id").asString());
        clock.advance(Duration.ofMinutes(11));

        Reply history = Person.expect(service.get("/api/account/verifications", bearer));
        Reply story = Person.expect(service.get(
                "/api/admin/sip/credentials/"
                        + first.json().at("/data/sip_credentials/id").asString() + "/timeline",
                operator));

        assertThat(history.json().at("/data/verifications/0/status").asString())
                .as(history.body())
                .isEqualTo("expired");
        assertThat(history.json().at("/data/verifications/0/endedAt").asString())
                .isNotEmpty();
        assertThat(story.json().at("/data/events"))
                .filteredOn(event -> event.path("kind").asString().equals("verification"))
                .allSatisfy(event -> assertThat(event.path("what").asString()).isEqualTo("expired"));
    }

    private List<String> usable(Owner owner) {
        List<String> ids = new ArrayList<>();
        Person.expect(service.get("/api/v1/onboarding/sip-credentials", owner.bearer()))
                .json()
                .at("/data/credentials")
                .forEach(credential -> ids.add(credential.path("id").asString()));
        return ids;
    }

    private List<String> errors(Owner owner) {
        List<String> errors = new ArrayList<>();
        Person.expect(service.get("/api/admin/sip/credentials/" + owner.id() + "/validate", operator))
                .json()
                .at("/data/checks")
                .forEach(check -> {
                    if (!check.get("error").isNull()) {
                        errors.add(check.path("error").asString());
                    }
                });
        return errors;
    }

    private JsonNode read(Owner owner) {
        return Person.expect(service.get("/api/admin/sip/credentials/" + owner.id(), operator))
                .json()
                .path("data");
    }

    private Reply act(Owner owner, String act, String body) {
        return service.call("POST", "/api/admin/sip/credentials/" + owner.id() + "/" + act, body, operator);
    }

    private Owner owner() {
        return owner(Person.at(service).onboard());
    }

    private static Owner owner(Reply onboarded) {
        JsonNode linked = onboarded.json().path("data");
        JsonNode credential = linked.path("sip_credentials");
        return new Owner(
                credential.path("id").asString(),
                Aor.parse(credential.path("sip_uri").asString()).orElseThrow(),
                new String[] {
                    "Authorization",
                    "Bearer " + linked.at("/tokens/access_token").asString()
                });
    }

    private static String[] key(RunningService at) {
        ApiKeyCreation.Created key = (ApiKeyCreation.Created)
                at.bean(ApiKeys.class).create(new NewApiKey("acts", EnumSet.allOf(Scope.class), Duration.ofDays(30)));
        return new String[] {"X-API-Key", key.key().reveal()};
    }
}
