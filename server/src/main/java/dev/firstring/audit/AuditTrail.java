package dev.firstring.audit;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The audit trail. Events are written in the transaction of the change that they record and are never changed.
 * Thread-safe.
 */
@Component
public class AuditTrail {

    private static final String INSERT = """
            INSERT INTO audit_event (at, action, actor, account_id, credential_id, reason, detail)
            VALUES (?, ?, ?, ?, ?, ?, ?::jsonb)
            """;

    private static final String INSERT_UNLESS_RECENT = """
            INSERT INTO audit_event (at, action, actor, account_id, credential_id, reason, detail)
            SELECT ?, ?, ?, ?::uuid, ?::uuid, ?, ?::jsonb
             WHERE NOT EXISTS (
                SELECT 1 FROM audit_event WHERE account_id = ? AND at > ? AND action = ? AND reason = ?)
            """;

    private final JdbcTemplate jdbc;
    private final JsonMapper json = JsonMapper.shared();

    public AuditTrail(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes the events in one round trip, as part of the current transaction. */
    public void record(Instant at, AuditEvent... events) {
        List<@Nullable Object[]> rows =
                Arrays.stream(events).map(event -> columns(at, event)).toList();
        jdbc.batchUpdate(INSERT, rows);
    }

    /**
     * Writes the event, unless the trail of its account has a younger one with the same action and reason.
     *
     * @param age the age from which on an earlier event is ignored
     */
    public void recordUnlessRecent(Instant at, AuditEvent event, Duration age) {
        @Nullable Object[] columns = Arrays.copyOf(columns(at, event), 11);
        columns[7] = event.accountId();
        columns[8] = Timestamp.from(at.minus(age));
        columns[9] = event.action();
        columns[10] = event.reason();
        jdbc.update(INSERT_UNLESS_RECENT, columns);
    }

    private @Nullable Object[] columns(Instant at, AuditEvent event) {
        return new @Nullable Object[] {
            Timestamp.from(at),
            event.action(),
            event.actor(),
            event.accountId(),
            event.credentialId(),
            event.reason(),
            event.detail().isEmpty() ? null : json.writeValueAsString(event.detail())
        };
    }

    /**
     * An event of an account. It contains no phone number and no secret, so that it can be kept after the account is
     * erased.
     *
     * @param action what happened, as {@code noun.verb}: {@code credential.created}, {@code number.moved}
     * @param actor who did it: {@code owner}, {@code system}, {@code admin:NAME}, or {@code link} for the holder of a link
     * @param detail further facts, stored as JSON; empty if there are none
     */
    public record AuditEvent(
            String action,
            String actor,
            @Nullable UUID accountId,
            @Nullable UUID credentialId,
            @Nullable String reason,
            Map<String, Object> detail) {

        public AuditEvent {
            detail = Map.copyOf(detail);
        }

        public static AuditEvent of(
                String action, String actor, @Nullable UUID accountId, @Nullable UUID credentialId) {
            return new AuditEvent(action, actor, accountId, credentialId, null, Map.of());
        }
    }
}
