package dev.firstring.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.account.admin.Scope;
import dev.firstring.account.apikey.ApiKeyCreation;
import dev.firstring.account.apikey.ApiKeys;
import dev.firstring.account.apikey.NewApiKey;
import dev.firstring.messaging.receipt.Receipt;
import dev.firstring.messaging.receipt.Receipts;
import dev.firstring.platform.jobs.Partitions;
import dev.firstring.platform.jobs.Retention;
import dev.firstring.sip.upkeep.CredentialSecrets;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.MemoryServer;
import dev.firstring.sipserver.check.Backlog;
import dev.firstring.sipserver.drift.CheckDrift;
import dev.firstring.testing.Patience;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.DataAccessException;

/**
 * The whole service over a million rows: people go through the flow, operators look for accounts, nodes do their work in the
 * background. What each statement really reads hangs on what it is asked for, not on the size of the tables, in the plan
 * that holds for all parameters as well.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class StatementsAtScaleTest {

    /** The largest batch is a thousand rows, each looked at in three tables. */
    private static final long MOST_ROWS = 5_000;

    /** What reads more than a batch of rows, though never more for a larger table, and how much. */
    private static final Map<String, Long> WIDER = Map.of(
            // a pass of retention takes 128 pages, and PostgreSQL puts at most 291 rows into one
            "WHERE ctid >= CAST(? AS tid) AND ctid < CAST(? AS tid)",
            128 * 291L,
            // the watch judges all prefixes and countries over one window: it hangs on the sends of that time
            "FROM guard_count CROSS JOIN given WHERE guard_count.bucket > given.window_begin",
            15_000L,
            // what a server waits for is counted for the console up to a bound, in the index alone
            "sip_server.fill_position IS NOT NULL AS filling",
            Backlog.MOST_COUNTED + 100L);

    /** What PostgreSQL makes no plan for, with the reason. */
    private static final Map<String, String> NOT_PLANNED = Map.of(
            "FleetRegister.LOCK", "a lock of a table, at the start of a node that has another list of SIP servers");

    /** What nobody asks for but the service by itself, and so may come a moment later. */
    private static final List<String> BY_ITSELF = List.of(
            "FROM message WHERE state = 'queued' AND lease_until <",
            "DELETE FROM early_receipt",
            "UPDATE drift_run",
            "SELECT id FROM sip_credential WHERE id > ? ORDER BY id LIMIT ?",
            "SELECT id, status = 'revoked' AS revoked FROM sip_credential",
            "INSERT INTO drift_seen",
            "FROM sign_in WHERE expired_on <=",
            "FROM guard_count CROSS JOIN given WHERE",
            "UPDATE sip_sync SET token = token + 1, lease_until = ? WHERE sip_sync.server_id = ?",
            "AND status <> 'revoked' AND (realm <> ?",
            "FROM keyset",
            "scheduled_tasks");

    private final LargeDatabase large = LargeDatabase.shared();
    private final Set<String> tables = large.largeTables();
    private final StatementLog log = new StatementLog(large.superuser);
    private final SettableClock clock = new SettableClock();
    private final Map<String, Object> one = large.superuser.queryForMap("""
            SELECT id::text AS id, account_id::text AS account, username, phone_number AS number
              FROM sip_credential WHERE status = 'active' ORDER BY id OFFSET 40000 LIMIT 1
            """);
    private final List<RunStatement> seen = new ArrayList<>();
    private RunningService service;

    @BeforeAll
    void run() {
        log.on(true);
        log.mark();
        service = RunningService.over(large.database)
                .clock(clock)
                .sipServers(new MemoryServer("rest", Capability.LISTS_ACCOUNTS))
                .set("firstring.sip-server.drift.poll", "1s")
                // the secrets of the million are made up, so none of them can be written to the server
                .set("logging.level.dev.firstring.sipserver.sync", "OFF")
                .start();
        person();
        operator();
        background();
        Awaitility.await().atMost(Patience.LIMIT).untilAsserted(() -> {
            seen.addAll(log.since());
            assertThat(BY_ITSELF)
                    .allMatch(text ->
                            seen.stream().anyMatch(statement -> statement.text().contains(text)));
        });
    }

    @AfterAll
    void stop() {
        service.close();
        log.off();
    }

    @Test
    void no_statement_reads_a_large_table_from_end_to_end_nor_more_rows_than_its_batch() {
        Map<String, String> wrong = new TreeMap<>();
        for (RunStatement statement : seen) {
            List<String> whole = statement.readWhole(tables);
            if (statement.rowsRead() > most(statement) || !whole.isEmpty()) {
                wrong.put(statement.text(), statement.rowsRead() + " rows, whole " + whole);
            }
        }
        assertThat(wrong).as(seen.size() + " statements").isEmpty();
    }

    /** SIP servers ask by the number or, for the number of a caller, by the account. */
    @Test
    void a_dialled_number_and_the_number_of_a_caller_are_each_answered_from_two_indexes() {
        GenericPlans plans = new GenericPlans(large.database);
        for (String sql : List.of(
                "SELECT username, domain FROM dialable WHERE number = ? AND domain = ?",
                "SELECT number FROM dialable WHERE domain = ? AND username = ?")) {
            assertThat(plans.of(sql).wouldReadWhole(tables)).as(sql).isEmpty();
        }
        String number = large.superuser.queryForObject("SELECT number FROM dialable LIMIT 1", String.class);
        String sql = "SELECT username FROM dialable WHERE number = '" + number + "'";
        assertThat(String.join("\n", large.superuser.queryForList("EXPLAIN " + sql, String.class)))
                .containsPattern("Index Scan using number_holding_dialled")
                .containsPattern("Index Scan using sip_credential_live")
                .doesNotContain("Seq Scan");
        assertThat(large.superuser.queryForList(sql, String.class)).hasSize(1);
    }

    /** What did not run above, because nobody came to that refusal or that command, is planned only. */
    @Test
    void every_statement_of_the_code_has_run_here_or_has_a_plan_that_reads_no_large_table_whole() {
        GenericPlans plans = new GenericPlans(large.database);
        Map<String, String> all = CodeStatements.all();
        Set<String> run = seen.stream().map(RunStatement::text).collect(Collectors.toSet());
        Map<String, String> wrong = new TreeMap<>();
        assertThat(all)
                .hasSizeGreaterThan(150)
                .containsKeys(NOT_PLANNED.keySet().toArray(String[]::new));
        all.forEach((name, text) -> {
            boolean begins = all.values().stream().anyMatch(other -> !other.equals(text) && other.contains(text));
            if (!NOT_PLANNED.containsKey(name) && !begins && !hasRun(text, run)) {
                try {
                    List<String> whole = plans.of(text).wouldReadWhole(tables);
                    if (!whole.isEmpty()) {
                        wrong.put(name, "reads all of " + whole + ": " + text);
                    }
                } catch (DataAccessException e) {
                    wrong.put(name, e.getMostSpecificCause().getMessage() + ": " + text);
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    /** A text with places for others has run if they were filled with anything. */
    private static boolean hasRun(String text, Set<String> run) {
        if (run.contains(text)) {
            return true;
        }
        Pattern filled = Pattern.compile(
                Stream.of(text.split("%s|%d", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
        return run.stream().anyMatch(statement -> filled.matcher(statement).find());
    }

    private static long most(RunStatement statement) {
        return WIDER.entrySet().stream()
                .filter(wider -> statement.text().contains(wider.getKey()))
                .mapToLong(Map.Entry::getValue)
                .findFirst()
                .orElse(MOST_ROWS);
    }

    private void person() {
        Person.at(service).start();
        Person wrong = Person.at(service);
        Person.expect(wrong.start());
        wrong.verifyWrongly();
        clock.advance(Duration.ofMinutes(2));
        Person.expect(wrong.resend("sms"));
        Person.expect(wrong.status());
        service.post(
                "/api/onboarding/session/extend",
                "",
                "X-Onboarding-Session",
                wrong.session(),
                "Idempotency-Key",
                "at-scale");
        service.call("DELETE", "/api/onboarding/session", "", "X-Onboarding-Session", wrong.session());
        Reply linked = Person.at(service).onboard();
        String[] bearer = Person.bearer(linked);
        for (String path : List.of(
                "/api/account",
                "/api/account/verifications",
                "/api/account/sessions",
                "/api/sip/credentials",
                "/api/v1/onboarding/sip-credentials")) {
            assertThat(service.get(path, bearer).status()).as(path).isEqualTo(200);
        }
        String refresh =
                linked.json().path("data").path("tokens").path("refresh_token").asString();
        service.post("/api/account/token/refresh", "{\"refreshToken\":\"" + refresh + "\"}");
        service.call("PATCH", "/api/account", "{\"displayName\":\"Ada\"}", bearer);
        service.call("DELETE", "/api/account", "", bearer);
        Person leaving = Person.at(service);
        String[] token = Person.bearer(leaving.onboard());
        service.post("/api/account/sign-out", "{\"everywhere\":true}", token);
    }

    private void operator() {
        String key = ((ApiKeyCreation.Created) service.bean(ApiKeys.class)
                        .create(new NewApiKey("at-scale", EnumSet.allOf(Scope.class), Duration.ofDays(1))))
                .key()
                .reveal();
        String[] bearer = {"Authorization", "Bearer " + key};
        String list = "/api/admin/sip/credentials";
        for (String path : List.of(
                list,
                list + "?limit=100&cursor=" + one.get("id"),
                list + "?phone=%2B" + String.valueOf(one.get("number")).substring(1),
                list + "?username=" + one.get("username"),
                list + "?accountId=" + one.get("account"),
                list + "?status=active",
                list + "?status=suspended",
                list + "?status=revoked",
                list + "?syncStatus=pending",
                list + "?syncStatus=synced",
                list + "/" + one.get("id"),
                list + "/" + one.get("id") + "/timeline",
                list + "/" + one.get("id") + "/registration",
                list + "/" + one.get("id") + "/validate",
                "/api/admin/sip/servers",
                "/api/admin/sip/drift",
                "/api/admin/guard")) {
            Reply reply = service.get(path, bearer);
            assertThat(reply.status()).as(path + " " + reply.body()).isEqualTo(200);
        }
        for (String act : List.of("suspend", "reactivate", "deregister", "sync", "revoke")) {
            service.post(list + "/" + one.get("id") + "/" + act, "{\"reason\":\"at scale\"}", bearer);
        }
    }

    private void background() {
        service.bean(Receipts.class).record(new Receipt("vonage", null, "reference-4711", true, null, null));
        service.bean(Receipts.class).catchUp();
        service.bean(CheckDrift.class).start("system");
        service.bean(CheckDrift.class).resume(CheckDrift.Progress.IGNORED, () -> false);
        service.bean(CredentialSecrets.class).remaining();
        assertThatThrownBy(() -> service.bean(CredentialSecrets.class).batch(500))
                .as("the secrets of the million are made up: the batch is found and read, and then cannot be opened")
                .isInstanceOf(IllegalStateException.class);
        clock.advance(Duration.ofDays(31));
        service.bean(Retention.class).run();
        service.bean(Partitions.class).run();
    }
}
