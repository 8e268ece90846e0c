package dev.firstring.audit;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The trail of what was done. Events are written in the transaction of the change they tell of and are never changed.
 * Thread-safe.
 */
@Component
public class AuditTrail {

    private static final String INSERT = """
            INSERT INTO audit_event (at, action, actor, account_id, credential_id, reason, detail)
            VALUES (?, ?, ?, ?, ?, ?, ?::jsonb)
            """;

    private final JdbcTemplate jdbc;
    private final JsonMapper json = JsonMapper.shared();

    public AuditTrail(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes the events in one round trip, as part of the running transaction. */
    public void record(Instant at, AuditEvent... events) {
        List<Object[]> rows = Arrays.stream(events)
                .map(event -> new Object[] {
                    Timestamp.from(at),
                    event.action(),
                    event.actor(),
                    event.accountId(),
                    event.credentialId(),
                    event.reason(),
                    event.detail().isEmpty() ? null : json.writeValueAsString(event.detail())
                })
                .toList();
        jdbc.batchUpdate(INSERT, rows);
    }
}
