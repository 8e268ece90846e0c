package dev.firstring.console.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.admin.Scope;
import dev.firstring.account.apikey.ApiKeyCreation;
import dev.firstring.account.apikey.ApiKeys;
import dev.firstring.account.apikey.NewApiKey;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.MemoryServer;
import dev.firstring.testing.Patience;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Drift over the API: found, shown, and only then repaired. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DriftControllerTest {

    private static final Duration PATIENCE = Patience.LIMIT;

    private final TestDatabase database = TestDatabase.create();
    private final MemoryServer server = new MemoryServer("memory", Capability.LISTS_ACCOUNTS, Capability.TELLS_HASHES);
    private final SettableClock clock = new SettableClock();
    private RunningService service;
    private String[] operator;

    @BeforeAll
    void start() {
        service = RunningService.over(database)
                .clock(clock)
                .sipServers(server)
                .set("firstring.sip-server.drift.poll", "1s")
                .start();
        operator = key("all", EnumSet.allOf(Scope.class));
        // What a new server still waits for is no drift.
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !service.get("/api/admin/sip/servers", operator)
                        .json()
                        .at("/data/servers/0/filling")
                        .asBoolean());
    }

    @AfterAll
    void stop() {
        service.close();
        database.close();
    }

    @Test
    void an_account_that_the_server_lost_is_reported_first_and_then_repaired() {
        Aor lost = onboarded();
        onboarded();
        server.lose(lost);

        JsonNode found = compared();

        assertThat(found.at("/last/left").asLong()).as(found.toPrettyString()).isEqualTo(1);
        assertThat(found.at("/findings/0/kind").asString()).isEqualTo("missing");
        assertThat(found.at("/findings/0/aor").asString()).isEqualTo(lost.toString());
        assertThat(server.account(lost)).isNull();

        Reply repaired = reconcile(false);
        assertThat(repaired.json().at("/data/state").asString()).isEqualTo("repaired");
        assertThat(repaired.json().at("/data/repaired/missing").asInt()).isEqualTo(1);
        Awaitility.await().atMost(PATIENCE).until(() -> server.account(lost) != null);
        assertThat(compared().at("/last/left").asLong()).isZero();
    }

    @Test
    void a_key_that_may_only_look_starts_nothing() {
        String[] reader = key("reader", Set.of(Scope.SIP_READ));

        Reply refused = service.call("POST", "/api/admin/sip/reconcile", "{\"dryRun\":true}", reader);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().get("scope").asString()).isEqualTo("sip:reconcile");
        assertThat(service.get("/api/admin/sip/drift", reader).status()).isEqualTo(200);
    }

    @Test
    void a_kind_that_there_is_not_is_refused_by_its_name() {
        Reply refused = service.get("/api/admin/sip/drift?kind=odd", operator);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/details/0/field").asString()).isEqualTo("kind");
    }

    private Aor onboarded() {
        JsonNode credential = Person.at(service).onboard().json().at("/data/sip_credentials");
        return new Aor(
                credential.get("sip_username").asString(),
                credential.get("sip_domain").asString());
    }

    /** Starts a comparison and answers with what it found, when it has ended. */
    private JsonNode compared() {
        clock.advance(Duration.ofMinutes(1));
        String run = Person.expect(reconcile(true)).data("run");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> drift().at("/last/id").asString("").equals(run));
        return drift();
    }

    private JsonNode drift() {
        return Person.expect(service.get("/api/admin/sip/drift", operator))
                .json()
                .get("data");
    }

    private Reply reconcile(boolean dryRun) {
        return service.call("POST", "/api/admin/sip/reconcile", "{\"dryRun\":" + dryRun + "}", operator);
    }

    private String[] key(String name, Set<Scope> scopes) {
        ApiKeyCreation.Created created = (ApiKeyCreation.Created)
                service.bean(ApiKeys.class).create(new NewApiKey(name, scopes, Duration.ofDays(1)));
        return new String[] {"X-API-Key", created.key().reveal()};
    }
}
