package dev.firstring.console.credentials;

import dev.firstring.sip.Credential;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The events of a credential, newest first: operations, the session that created it with its verifications and
 * messages, the last sync with each server, registrations. Events past their retention period are absent. Thread-safe.
 */
@Component
public class Timeline {

    private static final String READ = """
            WITH session AS MATERIALIZED (
                SELECT id_hash, step, device_platform, device_name, created_at, completed_at
                  FROM onboarding_session
                 WHERE account_id = ? AND credential_id = ?
            )
            SELECT at, kind, what, actor, reason, server, detail
              FROM (
                SELECT at, 'act' AS kind, action AS what, actor, reason, NULL::text AS server, detail
                  FROM audit_event
                 WHERE credential_id = ?
                UNION ALL
                SELECT created_at, 'session', step, NULL, NULL, NULL,
                       jsonb_strip_nulls(jsonb_build_object('platform', device_platform, 'device', device_name,
                                                            'completedAt', completed_at))
                  FROM session
                UNION ALL
                SELECT verification.created_at, 'verification',
                       CASE WHEN verification.status = 'pending' AND verification.expires_at <= asked.at
                            THEN 'expired' ELSE verification.status END, NULL, NULL, NULL,
                       jsonb_strip_nulls(jsonb_build_object(
                           'tries', verification.tries,
                           'endedAt', CASE WHEN verification.status = 'pending' AND verification.expires_at <= asked.at
                                           THEN verification.expires_at ELSE verification.ended_at END))
                  FROM session
                  JOIN verification ON verification.session_hash = session.id_hash AND verification.account_id = ?
                 CROSS JOIN (SELECT ?::timestamptz AS at) AS asked
                UNION ALL
                SELECT message.created_at, 'message', message.state, NULL, message.failure, message.provider,
                       jsonb_strip_nulls(jsonb_build_object('channel', message.channel, 'attempts', message.attempts,
                                                            'settledAt', message.settled_at))
                  FROM session
                  JOIN message ON message.session_hash = session.id_hash
                UNION ALL
                SELECT applied_at, 'sync', CASE WHEN due_at IS NULL THEN 'synced' ELSE 'pending' END, NULL, failure,
                       server_id, jsonb_build_object('revision', applied_revision, 'wanted', wanted_revision,
                                                     'attempts', attempts)
                  FROM sip_sync
                 WHERE credential_id = ? AND applied_at IS NOT NULL
                UNION ALL
                SELECT first_seen_at, 'registration', 'registered', NULL, NULL, server_id,
                       jsonb_strip_nulls(jsonb_build_object('contact', contact, 'userAgent', user_agent,
                                                            'lastSeenAt', last_seen_at))
                  FROM sip_registration
                 WHERE credential_id = ?
              ) AS event
             WHERE at < ?
             ORDER BY at DESC
             LIMIT ?
            """;

    private final JdbcTemplate jdbc;
    private final JsonMapper json = JsonMapper.shared();

    Timeline(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The events before a point in time.
     *
     * @param now verifications that are past their expiry at this time are reported as expired
     */
    List<TimelineEvent> of(Credential credential, Instant before, Instant now, int limit) {
        UUID id = credential.id().value();
        UUID account = credential.account().value();
        return jdbc.query(
                READ,
                this::event,
                account,
                id,
                id,
                account,
                Timestamp.from(now),
                id,
                id,
                Timestamp.from(before),
                limit);
    }

    private TimelineEvent event(ResultSet row, int number) throws SQLException {
        return new TimelineEvent(
                row.getTimestamp("at").toInstant(),
                row.getString("kind"),
                row.getString("what"),
                row.getString("actor"),
                row.getString("reason"),
                row.getString("server"),
                detail(row.getString("detail")));
    }

    private Map<String, Object> detail(@Nullable String text) {
        return text == null ? Map.of() : json.readValue(text, new TypeReference<Map<String, Object>>() {});
    }
}
