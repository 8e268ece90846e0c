package dev.firstring.sip.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.audit.AuditTrail;
import dev.firstring.audit.Funnel;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.platform.RetryingTransactions;
import dev.firstring.testing.TestDatabase;
import dev.firstring.testing.Together;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FirstCallsTest {

    private static final String DOMAIN = "sip.example.test";
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private TestDatabase database;
    private JdbcTemplate jdbc;
    private FirstCalls calls;
    private String user = "";

    @BeforeAll
    void open() {
        database = TestDatabase.create();
        jdbc = new JdbcTemplate(database.service());
    }

    @AfterAll
    void close() {
        database.close();
    }

    @BeforeEach
    void begin() {
        calls = node();
        user = credential();
    }

    @Test
    void the_first_answered_call_is_recorded_with_its_length_and_in_the_trail() {
        calls.answered(user, DOMAIN, "embedded", NOON);
        assertThat(row())
                .containsEntry("first_call_at", Timestamp.from(NOON))
                .containsEntry("first_call_seconds", null);

        calls.ended(user, DOMAIN, "embedded", NOON, Duration.ofMillis(12_900));

        assertThat(row()).containsEntry("first_call_seconds", 12);
        assertThat(events()).isEqualTo(1);
    }

    @Test
    void a_call_that_is_told_of_when_it_has_ended_has_both() {
        calls.ended(user, DOMAIN, "kamailio-1", NOON, Duration.ofSeconds(3));

        assertThat(row()).containsEntry("first_call_at", Timestamp.from(NOON)).containsEntry("first_call_seconds", 3);
        assertThat(events()).isEqualTo(1);
    }

    @Test
    void later_calls_change_nothing_and_write_nothing() {
        calls.ended(user, DOMAIN, "embedded", NOON, Duration.ofSeconds(3));
        Map<String, Object> first = row();

        for (FirstCalls node : new FirstCalls[] {calls, node()}) {
            node.answered(user, DOMAIN, "embedded", NOON.plusSeconds(60));
            node.ended(user, DOMAIN, "embedded", NOON.plusSeconds(60), Duration.ofSeconds(50));
            node.ended(user, DOMAIN, "embedded", NOON, Duration.ofSeconds(50));
        }

        assertThat(row()).as("the same version of the row").isEqualTo(first);
        assertThat(events()).isEqualTo(1);
    }

    @Test
    void a_second_call_that_ends_before_the_first_does_not_hide_its_length() {
        calls.answered(user, DOMAIN, "embedded", NOON);
        calls.answered(user, DOMAIN, "embedded", NOON.plusSeconds(5));
        calls.ended(user, DOMAIN, "embedded", NOON.plusSeconds(5), Duration.ofSeconds(1));

        calls.ended(user, DOMAIN, "embedded", NOON, Duration.ofSeconds(20));

        assertThat(row()).containsEntry("first_call_seconds", 20);
    }

    @Test
    void of_several_nodes_that_report_at_once_one_writes() {
        Together.run(8, each -> {
            node().ended(user, DOMAIN, "embedded", NOON.plusSeconds(each), Duration.ofSeconds(each));
            return each;
        });

        Map<String, Object> row = row();
        Instant answered = ((Timestamp) row.get("first_call_at")).toInstant();
        assertThat(row.get("first_call_seconds"))
                .isEqualTo(Math.toIntExact(answered.getEpochSecond() - NOON.getEpochSecond()));
        assertThat(events()).isEqualTo(1);
    }

    @Test
    void each_credential_is_counted_once() {
        double before = counted();
        calls.answered(user, DOMAIN, "embedded", NOON);
        node().answered(user, DOMAIN, "embedded", NOON);
        calls.answered("nobody", DOMAIN, "embedded", NOON);

        assertThat(counted()).isEqualTo(before + 1);
    }

    private FirstCalls node() {
        return new FirstCalls(
                jdbc,
                new AuditTrail(jdbc),
                new RetryingTransactions(
                        new TransactionTemplate(new JdbcTransactionManager(database.service())), meters),
                new Funnel(new PhoneNumbers(), meters),
                meters);
    }

    private double counted() {
        var counter = meters.find("firstring.calls.first").counter();
        return counter == null ? 0 : counter.count();
    }

    private Map<String, Object> row() {
        return jdbc.queryForMap(
                "SELECT first_call_at, first_call_seconds, xmin::text, ctid::text FROM sip_credential"
                        + " WHERE username = ?",
                user);
    }

    private long events() {
        return jdbc.queryForObject("""
                SELECT count(*)
                  FROM audit_event
                  JOIN sip_credential ON sip_credential.id = audit_event.credential_id
                 WHERE sip_credential.username = ? AND action = 'credential.called'
                """, Long.class, user);
    }

    private String credential() {
        UUID account = UUID.randomUUID();
        String name = "u" + account.toString().substring(0, 12);
        jdbc.update("INSERT INTO account (id, created_at) VALUES (?, ?)", account, Timestamp.from(NOON));
        jdbc.update("""
                INSERT INTO sip_credential (id, account_id, username, domain, realm, secret, secret_key_id, ha1_sha256,
                                            ha1b_sha256, transport, status, status_actor, status_at, created_at)
                VALUES (?, ?, ?, ?, ?, '\\x00', 1, repeat('0', 64), repeat('0', 64), 'UDP', 'active', 'test', ?, ?)
                """, UUID.randomUUID(), account, name, DOMAIN, DOMAIN, Timestamp.from(NOON), Timestamp.from(NOON));
        return name;
    }
}
