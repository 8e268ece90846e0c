package dev.firstring.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.audit.AuditTrail.AuditEvent;
import dev.firstring.testing.TestDatabase;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditTrailTest {

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

    @Test
    void an_event_is_kept_with_its_time_and_its_facts() {
        UUID account = UUID.randomUUID();
        Instant at = Instant.parse("2026-03-01T12:00:00.123456Z");

        new AuditTrail(jdbc)
                .record(
                        at,
                        new AuditEvent("number.moved", "owner", account, null, "proved again", Map.of("numbers", 1)),
                        AuditEvent.of("account.created", "owner", account, null));

        assertThat(jdbc.queryForList(
                        "SELECT action || '|' || actor || '|' || coalesce(reason, '-') || '|' || coalesce(detail->>'numbers', '-')"
                                + " FROM audit_event WHERE account_id = ? ORDER BY id",
                        String.class,
                        account))
                .containsExactly("number.moved|owner|proved again|1", "account.created|owner|-|-");
        assertThat(jdbc.queryForObject(
                        "SELECT count(*) FROM audit_event WHERE account_id = ? AND at = '2026-03-01T12:00:00.123456Z'",
                        Integer.class,
                        account))
                .isEqualTo(2);
    }

    @Test
    void the_service_cannot_rewrite_the_trail() {
        assertThatThrownBy(() -> jdbc.update("UPDATE audit_event SET actor = 'nobody'"))
                .isInstanceOf(DataAccessException.class)
                .hasStackTraceContaining("permission denied for table audit_event");
    }
}
