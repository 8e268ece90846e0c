package dev.firstring.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RetentionTest {

    private static final RetentionRule A_DAY = new RetentionRule("idempotency_key", """
            DELETE FROM idempotency_key
             WHERE ctid = ANY (ARRAY(SELECT ctid FROM idempotency_key WHERE created_at < ? LIMIT ? FOR UPDATE SKIP LOCKED))
            """, Duration.ofHours(24));

    private final SettableClock clock = new SettableClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private TestDatabase database;
    private JdbcTemplate jdbc;

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        jdbc = new JdbcTemplate(database.service());
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @BeforeEach
    void empty() {
        jdbc.update("DELETE FROM idempotency_key");
        meters.clear();
    }

    @Test
    void idempotency_keys_are_kept_for_24_hours_and_no_longer() {
        insert(2);
        Retention retention = retention(A_DAY);

        clock.advance(Duration.ofHours(24));
        retention.run();
        assertThat(rows()).isEqualTo(2);

        clock.advance(Duration.ofMillis(1));
        retention.run();
        assertThat(rows()).isZero();
        assertThat(deleted("idempotency_key")).isEqualTo(2);
    }

    @Test
    void all_batches_of_a_run_are_deleted_and_counted() {
        insert(2 * Retention.BATCH + 1);
        clock.advance(Duration.ofDays(2));
        insert(3);

        retention(A_DAY).run();

        assertThat(rows()).isEqualTo(3);
        assertThat(deleted("idempotency_key")).isEqualTo(2.0 * Retention.BATCH + 1);
    }

    @Test
    void a_rule_that_fails_is_told_and_keeps_no_other_from_its_work() {
        insert(1);
        clock.advance(Duration.ofDays(2));
        RetentionRule forbidden = new RetentionRule(
                "flyway_schema_history",
                "DELETE FROM flyway_schema_history WHERE installed_on < ? AND installed_rank IN"
                        + " (SELECT installed_rank FROM flyway_schema_history LIMIT ? FOR UPDATE SKIP LOCKED)",
                Duration.ofDays(1));

        assertThatThrownBy(() -> retention(forbidden, A_DAY).run()).isInstanceOf(DataAccessException.class);
        assertThat(rows()).isZero();
    }

    @Test
    void a_pass_deletes_what_is_old_on_every_page_and_leaves_the_rest() {
        jdbc.update("""
                INSERT INTO rate_limit (subject, taken)
                SELECT 'number:' || n, ARRAY[CAST(? AS timestamptz) - n * interval '1 minute']
                  FROM generate_series(1, 20000) AS n
                """, Timestamp.from(clock.instant()));
        PassRule aDay = new PassRule("rate_limit", "taken[1]", Duration.ofDays(1));

        new Retention(jdbc, clock, meters, List.of(), List.of(aDay)).run();

        assertThat(jdbc.queryForObject("SELECT count(*) FROM rate_limit", Integer.class))
                .isEqualTo(24 * 60);
        assertThat(deleted("rate_limit")).isEqualTo(20_000 - 24 * 60);
    }

    @Test
    void a_rule_names_its_table_takes_a_limit_and_keeps_for_some_time() {
        assertThatThrownBy(() ->
                        new RetentionRule("message", "DELETE FROM account WHERE a < ? LIMIT ?", Duration.ofDays(1)))
                .hasMessageStartingWith("the statement must delete from message");
        assertThatThrownBy(() -> new RetentionRule("message", "DELETE FROM message WHERE a < ?", Duration.ofDays(1)))
                .hasMessageStartingWith("the statement must take a moment and a LIMIT");
        assertThatThrownBy(() -> new RetentionRule(
                        "message",
                        "DELETE FROM message WHERE a IN (SELECT a FROM message WHERE a < ? LIMIT ?)",
                        Duration.ofDays(1)))
                .hasMessageStartingWith("the statement must leave rows that somebody holds");
        assertThatThrownBy(() -> new RetentionRule(
                        "message", A_DAY.delete().replace("idempotency_key", "message"), Duration.ZERO))
                .hasMessageStartingWith("rows of message must be kept for some time");
    }

    private Retention retention(RetentionRule... rules) {
        return new Retention(jdbc, clock, meters, List.of(rules), List.of());
    }

    private void insert(int count) {
        jdbc.update("""
                INSERT INTO idempotency_key (scope, fingerprint, lease_until, created_at)
                SELECT uuid_send(gen_random_uuid()), '', ?, ? FROM generate_series(1, ?)
                """, Timestamp.from(clock.instant()), Timestamp.from(clock.instant()), count);
    }

    private int rows() {
        Integer count = jdbc.queryForObject("SELECT count(*) FROM idempotency_key", Integer.class);
        return count == null ? 0 : count;
    }

    private double deleted(String table) {
        return meters.get("firstring.retention.deleted")
                .tag("table", table)
                .counter()
                .count();
    }
}
