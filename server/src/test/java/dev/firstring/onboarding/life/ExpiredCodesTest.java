package dev.firstring.onboarding.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import dev.firstring.testing.Together;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class ExpiredCodesTest {

    private final TestDatabase database = TestDatabase.create();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.service());
    private final SettableClock clock = new SettableClock();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void codes_that_ran_out_are_written_down_as_expired_at_the_end_of_their_time_by_two_nodes_at_once() {
        Instant end = clock.instant().plus(Duration.ofMinutes(10));
        codes(ExpiredCodes.BATCH * 2 + 7, "over", end);
        codes(3, "live", end.plusSeconds(2));
        clock.set(end.plusSeconds(1));

        Together.run(2, index -> {
            new ExpiredCodes(jdbc, clock).settle(() -> true);
            return null;
        });

        assertThat(count("status = 'expired' AND ended_at = expires_at")).isEqualTo(ExpiredCodes.BATCH * 2 + 7);
        assertThat(count("status = 'pending' AND ended_at IS NULL")).isEqualTo(3);
    }

    @Test
    void the_statement_reads_what_ran_out_by_an_index_and_not_the_table() {
        Instant end = clock.instant();
        jdbc.update("""
                INSERT INTO verification (id, session_hash, salt, key_id, status, tries_allowed, created_at, expires_at)
                SELECT gen_random_uuid(), sha256(('old' || n)::bytea), '\\x00', 1, 'verified', 3, ?, ?
                  FROM generate_series(1, 50000) AS n
                """, Timestamp.from(end), Timestamp.from(end));
        codes(2000, "live", end.plusSeconds(60));
        codes(5, "over", end);
        new JdbcTemplate(database.superuser()).execute("ANALYZE verification");

        String plan = String.join("\n", jdbc.queryForList("""
                        EXPLAIN SELECT id
                                  FROM verification
                                 WHERE status = 'pending' AND expires_at <= ?
                                 ORDER BY expires_at
                                 LIMIT 500
                                   FOR UPDATE SKIP LOCKED
                        """, String.class, Timestamp.from(end)));

        assertThat(plan).contains("expires_at_idx").doesNotContain("Seq Scan");
    }

    private void codes(int count, String name, Instant end) {
        jdbc.update("""
                INSERT INTO verification (id, session_hash, salt, key_id, status, tries_allowed, created_at, expires_at)
                SELECT gen_random_uuid(), sha256((? || n)::bytea), '\\x00', 1, 'pending', 3, ?, ?
                  FROM generate_series(1, ?) AS n
                """, name, Timestamp.from(end.minusSeconds(600)), Timestamp.from(end), count);
    }

    private int count(String condition) {
        Integer count = jdbc.queryForObject("SELECT count(*) FROM verification WHERE " + condition, Integer.class);
        return count == null ? 0 : count;
    }
}
