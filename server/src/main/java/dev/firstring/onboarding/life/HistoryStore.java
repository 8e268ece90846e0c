package dev.firstring.onboarding.life;

import dev.firstring.account.AccountErasure;
import dev.firstring.account.AccountId;
import dev.firstring.phone.PhoneNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Reads the past sessions and verifications of an account, and erases their phone numbers with the account.
 * Thread-safe.
 */
@Component
class HistoryStore implements AccountErasure {

    /** A pending code counts as expired once its time has passed, even if its row has not been updated yet. */
    private static final String VERIFICATIONS = """
            WITH past AS MATERIALIZED (
                SELECT id, session_hash, phone_number,
                       CASE WHEN status = 'pending' AND expires_at <= ? THEN 'expired' ELSE status END AS status, tries,
                       created_at, expires_at,
                       CASE WHEN status = 'pending' AND expires_at <= ? THEN expires_at ELSE ended_at END AS ended_at
                  FROM verification
                 WHERE account_id = ?
                 ORDER BY created_at DESC
                 LIMIT ?
            )
            SELECT past.id, past.phone_number, past.status, past.tries, past.created_at, past.expires_at, past.ended_at,
                   session.device_id, session.device_platform, session.device_name,
                   EXISTS (SELECT 1 FROM number_holding AS held
                            WHERE held.account_id = ? AND held.phone_number = past.phone_number
                              AND held.released_at IS NULL) AS held
              FROM past
              LEFT JOIN LATERAL (SELECT device_id, device_platform, device_name
                                   FROM onboarding_session
                                  WHERE id_hash = past.session_hash
                                  LIMIT 1) AS session ON TRUE
             ORDER BY past.created_at DESC
            """;

    /** A session is identified by a hash of the id hash that the table contains. */
    private static final String SESSIONS = """
            WITH past AS MATERIALIZED (
                SELECT id_hash, step, phone_number, device_id, device_platform, device_name, created_at, expires_at,
                       completed_at, ended_at, credential_id
                  FROM onboarding_session
                 WHERE account_id = ?
                 ORDER BY created_at DESC
                 LIMIT ?
            )
            SELECT encode(substr(sha256(past.id_hash), 1, 16), 'hex') AS id, past.step, past.phone_number, past.device_id,
                   past.device_platform, past.device_name, past.created_at, past.expires_at, past.completed_at,
                   past.ended_at, past.credential_id,
                   EXISTS (SELECT 1 FROM number_holding AS held
                            WHERE held.account_id = ? AND held.phone_number = past.phone_number
                              AND held.released_at IS NULL) AS held
              FROM past
             ORDER BY past.created_at DESC
            """;

    // Other transactions lock the rows of a flow before the account, which is already locked here. Therefore these
    // statements do not wait for locks: they fail if a row is locked, and the erasure is retried. Each changes only
    // rows that it has locked.
    private static final String FORGET_OWN_MESSAGES = """
            WITH own AS MATERIALIZED (
                SELECT message.id, message.session_hash
                  FROM message
                  JOIN onboarding_session ON onboarding_session.id_hash = message.session_hash
                 WHERE onboarding_session.account_id = ?
                   FOR NO KEY UPDATE OF message NOWAIT
            )
            UPDATE message SET phone_number = NULL
              FROM own
             WHERE message.id = own.id AND message.session_hash = own.session_hash
            """;

    private static final String FORGET_OWN_CODES = """
            WITH own AS MATERIALIZED (
                SELECT id, session_hash FROM verification WHERE account_id = ? FOR NO KEY UPDATE NOWAIT
            )
            UPDATE verification SET phone_number = NULL
              FROM own
             WHERE verification.id = own.id AND verification.session_hash = own.session_hash
            """;

    private static final String FORGET_OWN_SESSIONS = """
            WITH own AS MATERIALIZED (
                SELECT id_hash FROM onboarding_session WHERE account_id = ? FOR NO KEY UPDATE NOWAIT
            )
            UPDATE onboarding_session
               SET phone_number = NULL, device_id = NULL, device_name = NULL, ended_at = COALESCE(ended_at, ?)
              FROM own
             WHERE onboarding_session.id_hash = own.id_hash
            """;

    // Flows of the account's numbers that led to no account and began before the account released the number: started
    // by its owner, or by a stranger who never verified the number.
    private static final String FORGET_CODES = """
            WITH flow AS MATERIALIZED (
                SELECT verification.id, verification.session_hash
                  FROM number_holding AS held
                  JOIN verification ON verification.phone_number = held.phone_number AND verification.account_id IS NULL
                                   AND verification.created_at <= COALESCE(held.released_at, verification.created_at)
                 WHERE held.account_id = ?
                   FOR NO KEY UPDATE OF verification NOWAIT
            )
            UPDATE verification
               SET phone_number = NULL,
                   status = CASE WHEN status = 'pending' THEN 'expired' ELSE status END,
                   ended_at = COALESCE(ended_at, ?)
              FROM flow
             WHERE verification.id = flow.id AND verification.session_hash = flow.session_hash
            """;

    private static final String FORGET_SESSIONS = """
            WITH flow AS MATERIALIZED (
                SELECT session.id_hash
                  FROM number_holding AS held
                  JOIN onboarding_session AS session
                    ON session.phone_number = held.phone_number AND session.account_id IS NULL
                   AND session.created_at <= COALESCE(held.released_at, session.created_at)
                 WHERE held.account_id = ?
                   FOR NO KEY UPDATE OF session NOWAIT
            )
            UPDATE onboarding_session
               SET phone_number = NULL, device_id = NULL, device_name = NULL,
                   end_reason = CASE WHEN ended_at IS NULL THEN 'cancelled' ELSE end_reason END,
                   ended_at = COALESCE(ended_at, ?)
              FROM flow
             WHERE onboarding_session.id_hash = flow.id_hash
            """;

    private static final String FORGET_MESSAGES = """
            WITH flow AS MATERIALIZED (
                SELECT message.id, message.session_hash
                  FROM number_holding AS held
                  JOIN message ON message.phone_number = held.phone_number
                              AND message.created_at <= COALESCE(held.released_at, message.created_at)
                 WHERE held.account_id = ?
                   FOR NO KEY UPDATE OF message NOWAIT
            )
            UPDATE message
               SET phone_number = NULL,
                   state = CASE WHEN state = 'queued' THEN 'expired' ELSE state END,
                   settled_at = COALESCE(settled_at, ?)
              FROM flow
             WHERE message.id = flow.id AND message.session_hash = flow.session_hash
            """;

    private final JdbcTemplate jdbc;
    private final Clock clock;

    HistoryStore(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A verification of an account.
     *
     * @param phoneNumber E.164; masked if the account no longer holds the number
     * @param deviceId the id of the device that requested the code, as chosen by the client; null once the session is
     *     deleted
     * @param expiresAt when the code expires or expired
     */
    record PastVerification(
            UUID id,
            @Nullable String phoneNumber,
            String status,
            int tries,
            @Nullable String deviceId,
            @Nullable String devicePlatform,
            @Nullable String deviceName,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant endedAt) {}

    /**
     * A session of an account.
     *
     * @param id identifies the session in this list; not the session's own id, which is a bearer secret
     * @param phoneNumber E.164; masked if the account no longer holds the number
     * @param deviceId as chosen by the client
     * @param expiresAt when the session expires or expired
     * @param endedAt when it was cancelled or superseded; null if it was not
     */
    record PastSession(
            String id,
            String currentStep,
            @Nullable String phoneNumber,
            @Nullable String deviceId,
            @Nullable String devicePlatform,
            @Nullable String deviceName,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant completedAt,
            @Nullable Instant endedAt,
            @Nullable UUID sipCredentialId) {}

    /** The account's verifications, newest first. */
    List<PastVerification> verifications(AccountId account, int limit) {
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.query(
                VERIFICATIONS,
                (row, index) -> new PastVerification(
                        row.getObject("id", UUID.class),
                        number(row),
                        row.getString("status"),
                        row.getInt("tries"),
                        row.getString("device_id"),
                        row.getString("device_platform"),
                        row.getString("device_name"),
                        row.getTimestamp("created_at").toInstant(),
                        row.getTimestamp("expires_at").toInstant(),
                        time(row, "ended_at")),
                now,
                now,
                account.value(),
                limit,
                account.value());
    }

    /** The account's sessions, newest first. */
    List<PastSession> sessions(AccountId account, int limit) {
        return jdbc.query(
                SESSIONS,
                (row, index) -> new PastSession(
                        row.getString("id"),
                        row.getString("step"),
                        number(row),
                        row.getString("device_id"),
                        row.getString("device_platform"),
                        row.getString("device_name"),
                        row.getTimestamp("created_at").toInstant(),
                        row.getTimestamp("expires_at").toInstant(),
                        time(row, "completed_at"),
                        time(row, "ended_at"),
                        row.getObject("credential_id", UUID.class)),
                account.value(),
                limit,
                account.value());
    }

    @Override
    public void erase(AccountId account, Instant now) {
        Timestamp at = Timestamp.from(now);
        jdbc.update(FORGET_CODES, account.value(), at);
        jdbc.update(FORGET_SESSIONS, account.value(), at);
        jdbc.update(FORGET_MESSAGES, account.value(), at);
        jdbc.update(FORGET_OWN_MESSAGES, account.value());
        jdbc.update(FORGET_OWN_CODES, account.value());
        jdbc.update(FORGET_OWN_SESSIONS, account.value(), at);
    }

    /**
     * Numbers that the account holds are shown in full. Others are masked, because another account may hold them now.
     */
    private static @Nullable String number(ResultSet row) throws SQLException {
        String number = row.getString("phone_number");
        return number == null || row.getBoolean("held") ? number : new PhoneNumber(number).masked();
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
