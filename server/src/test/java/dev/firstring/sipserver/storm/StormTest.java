package dev.firstring.sipserver.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.AccountId;
import dev.firstring.account.DisplayName;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.Transport;
import dev.firstring.sip.credential.ProvisionCredential;
import dev.firstring.sip.credential.ReadCredential;
import dev.firstring.sip.credential.RenameCredential;
import dev.firstring.sip.lifecycle.ChangeCredentialState;
import dev.firstring.sip.lifecycle.RegeneratePassword;
import dev.firstring.sipserver.adapter.rest.stub.RestStub;
import dev.firstring.sipserver.adapter.rest.stub.StubAccount;
import dev.firstring.sipserver.drift.CheckDrift;
import dev.firstring.sipserver.drift.DriftRunStore;
import dev.firstring.sipserver.drift.StartCheckOutcome;
import dev.firstring.sipserver.drift.finding.DriftReport;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.TestDatabase;
import dev.firstring.testing.Together;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Two nodes make and change accounts on a SIP server that fails three calls of ten and goes away twice. What is printed: time,
 * changes, calls. {@code -Dstorm.accounts=1000} makes it a short one.
 */
@Tag("slow")
class StormTest {

    private static final int ACCOUNTS = Integer.getInteger("storm.accounts", 10_000);
    private static final int WORKERS = 4;
    private static final double FAILING = 0.3;
    private static final Duration CALM = Duration.ofMinutes(3);

    private final TestDatabase database = TestDatabase.create();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.service());
    private final RestStub stub = RestStub.start(0, "storm-key");
    private final List<Credential> made = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger changes = new AtomicInteger();
    private RunningService one;
    private RunningService two;

    @BeforeEach
    void start() {
        one = node();
        two = node();
        stub.faults().failSome(FAILING, 4711);
    }

    @AfterEach
    void stop() {
        two.close();
        one.close();
        stub.close();
        database.close();
    }

    @Test
    void after_the_storm_the_server_has_what_the_database_wants() {
        long begin = System.nanoTime();
        Together.run(WORKERS + 1, worker -> {
            if (worker == WORKERS) {
                killTwice();
            } else {
                work(worker);
            }
            return null;
        });
        long changed = System.nanoTime();
        stub.faults().clear();
        Awaitility.await()
                .atMost(CALM)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(pending()).isEmpty());
        long synced = System.nanoTime();

        System.out.printf(
                "storm: %d accounts, %d changes, %d%% of calls failing, 2 kills, 2 nodes%n"
                        + "storm: changes took %.1f s, all in sync %.1f s later; %d calls, %.2f an account: %s%n",
                ACCOUNTS,
                changes.get(),
                Math.round(FAILING * 100),
                (changed - begin) / 1e9,
                (synced - changed) / 1e9,
                stub.calls().total(),
                stub.calls().total() / (double) ACCOUNTS,
                stub.calls().all());
        assertThat(differences()).isEmpty();
        assertThat(compared().left()).isZero();
    }

    /** Makes accounts, and changes one of those that there are after every fifth. */
    private void work(int worker) {
        RunningService node = worker % 2 == 0 ? one : two;
        Random random = new Random(worker);
        for (int i = worker; i < ACCOUNTS; i += WORKERS) {
            made.add(provision(node, i));
            if (i % 5 == 0) {
                change(node, made.get(random.nextInt(made.size())), random.nextInt(5));
                changes.incrementAndGet();
            }
        }
    }

    private Credential provision(RunningService node, int n) {
        AccountId account = new AccountId(UUID.randomUUID());
        Instant now = Instant.now();
        ProvisionCredential.Outcome outcome =
                Objects.requireNonNull(node.bean(TransactionTemplate.class).execute(status -> {
                    jdbc.update(
                            "INSERT INTO account (id, created_at) VALUES (?, ?)", account.value(), Timestamp.from(now));
                    return node.bean(ProvisionCredential.class)
                            .provision(new ProvisionCredential.Order(
                                    account,
                                    new PhoneNumber("+1555%07d".formatted(n)),
                                    new DisplayName("Person " + n),
                                    null,
                                    Transport.TLS,
                                    "owner",
                                    now));
                }));
        return ((ProvisionCredential.Provisioned) outcome).credential();
    }

    private static void change(RunningService node, Credential credential, int kind) {
        CredentialId id = credential.id();
        Instant now = Instant.now();
        switch (kind) {
            case 0 -> become(node, CredentialStatus.SUSPENDED, id, now);
            case 1 -> {
                become(node, CredentialStatus.SUSPENDED, id, now);
                become(node, CredentialStatus.ACTIVE, id, now);
            }
            case 2 -> become(node, CredentialStatus.REVOKED, id, now);
            case 3 -> node.bean(RegeneratePassword.class).regenerate(id, credential.account(), "owner", now);
            default ->
                node.bean(RenameCredential.class)
                        .rename(id, credential.account(), new DisplayName("Renamed " + kind), "owner", now);
        }
    }

    private static void become(RunningService node, CredentialStatus next, CredentialId id, Instant now) {
        node.bean(ChangeCredentialState.class).become(next, id, "storm", "admin:storm", now);
    }

    /** Ends every connection of the server, which takes no new one until both nodes have gone on without it. */
    private void killTwice() {
        for (int third = 1; third <= 2; third++) {
            int at = ACCOUNTS * third / 3;
            Awaitility.await().until(() -> made.size() >= at);
            stub.goAway();
            int there = Math.min(ACCOUNTS, made.size() + ACCOUNTS / 20);
            Awaitility.await().until(() -> made.size() >= there && !pending().isEmpty());
            stub.comeBack();
        }
    }

    /** What is not in sync, and why. */
    private List<String> pending() {
        return jdbc.queryForList("""
                SELECT sip_sync.credential_id || ' ' || sip_credential.status || ' wants ' || wanted_revision || ', has '
                           || applied_revision || ', attempts ' || attempts || ', due ' || due_at || ', lease '
                           || lease_until || ': ' || COALESCE(failure, '-')
                  FROM sip_sync
                  JOIN sip_credential ON sip_credential.id = sip_sync.credential_id
                 WHERE due_at IS NOT NULL
                 LIMIT 10
                """, String.class);
    }

    /** What the server has that differs from the database, account by account. */
    private List<String> differences() {
        Map<String, StubAccount> there =
                stub.accounts().all().stream().collect(Collectors.toMap(StubAccount::username, Function.identity()));
        List<String> wrong = new ArrayList<>();
        for (Credential credential : made) {
            ReadCredential.Found wanted = one.bean(ReadCredential.class)
                    .byId(credential.id(), credential.account())
                    .orElseThrow();
            StubAccount found =
                    there.remove(wanted.credential().address().username().value());
            String difference = difference(wanted, found);
            if (!difference.isEmpty()) {
                wrong.add(credential.id() + ": " + difference);
            }
        }
        there.keySet().forEach(name -> wrong.add("nobody's account " + name));
        return wrong;
    }

    private static String difference(ReadCredential.Found wanted, @Nullable StubAccount found) {
        if (wanted.secret() == null) {
            return found == null ? "" : "revoked, and still there";
        }
        if (found == null) {
            return "missing";
        }
        boolean active = wanted.credential().status() == CredentialStatus.ACTIVE;
        boolean named = Objects.requireNonNull(wanted.credential().profile().displayName())
                .value()
                .equals(found.displayName());
        boolean right = found.password().equals(wanted.secret().reveal());
        return (found.enabled() == active ? "" : "wrong state ")
                + (named ? "" : "wrong name ")
                + (right ? "" : "wrong secret");
    }

    private DriftReport compared() {
        Awaitility.await()
                .atMost(CALM)
                .until(() -> jdbc.queryForList("SELECT id FROM sip_server WHERE fill_position IS NOT NULL")
                        .isEmpty());
        UUID run = ((StartCheckOutcome.Started) one.bean(CheckDrift.class).start("storm")).run();
        one.bean(CheckDrift.class).resume(CheckDrift.Progress.IGNORED, () -> true);
        return one.bean(DriftRunStore.class).report(run).orElseThrow();
    }

    private RunningService node() {
        return RunningService.over(database)
                .clock(Clock.systemUTC())
                .set("firstring.sip-server.rest.servers[0].id", "rest")
                .set("firstring.sip-server.rest.servers[0].url", stub.url())
                .set("firstring.sip-server.rest.servers[0].api-key", "storm-key")
                .set("firstring.sip-server.sync.shortest-pause", "100ms")
                .set("firstring.sip-server.sync.longest-pause", "2s")
                .set("firstring.sip-server.sync.poll", "100ms")
                .set("firstring.sip-server.breaker.pause", "1s")
                .set("firstring.sip-server.drift.enabled", "true")
                .set("firstring.sip-server.drift.poll", "1m")
                .start();
    }
}
