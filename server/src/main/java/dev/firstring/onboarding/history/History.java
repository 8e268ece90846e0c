package dev.firstring.onboarding.history;

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

/** Reads what an account has been through, and forgets its numbers when it is erased. Thread-safe. */
@Component
public class History implements AccountErasure {

    /** A code that nobody entered is over when its time is, not when somebody writes that down. */
    private static final String VERIFICATIONS = """
            SELECT id, phone_number, CASE WHEN status = 'pending' AND expires_at <= ? THEN 'expired' ELSE status END AS status,
                   tries, created_at,
                   CASE WHEN status = 'pending' AND expires_at <= ? THEN expires_at ELSE ended_at END AS ended_at
              FROM verification
             WHERE account_id = ?
             ORDER BY created_at DESC
             LIMIT ?
            """;

    private static final String SESSIONS = """
            SELECT step, phone_number, device_platform, device_name, created_at, completed_at, credential_id
              FROM onboarding_session
             WHERE account_id = ?
             ORDER BY created_at DESC
             LIMIT ?
            """;

    private static final String FORGET = """
            WITH messages AS (
                UPDATE message SET phone_number = NULL
                 WHERE session_hash IN (SELECT id_hash FROM onboarding_session WHERE account_id = ?)
            ), verifications AS (
                UPDATE verification SET phone_number = NULL WHERE account_id = ?
            )
            UPDATE onboarding_session
               SET phone_number = NULL, device_id = NULL, device_name = NULL, ended_at = COALESCE(ended_at, ?)
             WHERE account_id = ?
            """;

    // Flows of the numbers that no account came of, as long as the account held them: its owner began them, or a
    // stranger
    // who never proved the number. Codes before sessions, as everybody locks them.
    private static final String FORGET_CODES = """
            UPDATE verification
               SET phone_number = NULL,
                   status = CASE WHEN status = 'pending' THEN 'expired' ELSE status END,
                   ended_at = COALESCE(ended_at, ?)
              FROM number_holding AS held
             WHERE held.account_id = ? AND verification.phone_number = held.phone_number AND verification.account_id IS NULL
               AND verification.created_at <= COALESCE(held.released_at, verification.created_at)
            """;

    private static final String FORGET_SESSIONS = """
            UPDATE onboarding_session
               SET phone_number = NULL, device_id = NULL, device_name = NULL,
                   end_reason = CASE WHEN ended_at IS NULL THEN 'cancelled' ELSE end_reason END,
                   ended_at = COALESCE(ended_at, ?)
              FROM number_holding AS held
             WHERE held.account_id = ? AND onboarding_session.phone_number = held.phone_number AND onboarding_session.account_id IS NULL
               AND onboarding_session.created_at <= COALESCE(held.released_at, onboarding_session.created_at)
            """;

    private static final String FORGET_MESSAGES = """
            UPDATE message
               SET phone_number = NULL,
                   state = CASE WHEN state = 'queued' THEN 'expired' ELSE state END,
                   settled_at = COALESCE(settled_at, ?)
              FROM number_holding AS held
             WHERE held.account_id = ? AND message.phone_number = held.phone_number
               AND message.created_at <= COALESCE(held.released_at, message.created_at)
            """;

    private final JdbcTemplate jdbc;
    private final Clock clock;

    History(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The account's verifications, newest first. */
    public List<PastVerification> verifications(AccountId account, int limit) {
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.query(
                VERIFICATIONS,
                (row, index) -> new PastVerification(
                        row.getObject("id", UUID.class),
                        masked(row),
                        row.getString("status"),
                        row.getInt("tries"),
                        row.getTimestamp("created_at").toInstant(),
                        time(row, "ended_at")),
                now,
                now,
                account.value(),
                limit);
    }

    /** The account's sessions, newest first. */
    public List<PastSession> sessions(AccountId account, int limit) {
        return jdbc.query(
                SESSIONS,
                (row, index) -> new PastSession(
                        row.getString("step"),
                        masked(row),
                        row.getString("device_platform"),
                        row.getString("device_name"),
                        row.getTimestamp("created_at").toInstant(),
                        time(row, "completed_at"),
                        row.getObject("credential_id", UUID.class)),
                account.value(),
                limit);
    }

    @Override
    public void erase(AccountId account, Instant now) {
        Timestamp at = Timestamp.from(now);
        jdbc.update(FORGET_CODES, at, account.value());
        jdbc.update(FORGET_SESSIONS, at, account.value());
        jdbc.update(FORGET_MESSAGES, at, account.value());
        jdbc.update(FORGET, account.value(), account.value(), at, account.value());
    }

    private static @Nullable String masked(ResultSet row) throws SQLException {
        String number = row.getString("phone_number");
        return number == null ? null : new PhoneNumber(number).masked();
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
