package dev.firstring.onboarding.session;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.outbox.MessageDispatch.Delivery;
import dev.firstring.onboarding.session.OnboardingSession.CurrentCode;
import dev.firstring.onboarding.session.OnboardingSession.Sends;
import dev.firstring.onboarding.session.OnboardingSession.Step;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.verification.Codes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The sessions in the database. Every transition is one statement that is conditional on the expected state.
 * Thread-safe.
 */
@Component
public class SessionStore {

    private static final String FIND = """
            SELECT session.step, session.phone_number, session.region, session.device_id, session.device_platform, session.device_name,
                   encode(session.device_proof, 'hex') AS device_proof, session.language, session.bound_device, session.sms_count, session.voice_count, session.first_sms_at,
                   session.last_sms_at, session.last_voice_at, session.sms_refused, session.account_id,
                   session.credential_id, session.linked_by, session.created_at, session.expires_at,
                   session.completed_at, session.ended_at,
                   code.id AS code_id, code.salt, code.key_id, code.status, code.tries, code.tries_allowed,
                   code.tries_before, code.test_number, code.expires_at AS code_expires_at,
                   message.state AS message_state, message.channel AS message_channel
              FROM onboarding_session AS session
              LEFT JOIN verification AS code ON code.id = session.verification_id AND code.session_hash = session.id_hash
              LEFT JOIN message ON message.id = session.message_id AND message.session_hash = session.id_hash
             WHERE session.id_hash = ?
            """;

    /** Ends the code before the session, because a judgement locks them in this order. */
    private static final String CANCEL = """
            WITH dropped AS (
                UPDATE verification SET status = 'expired', ended_at = ?
                 WHERE session_hash = ? AND status = 'pending'
                RETURNING id
            )
            UPDATE onboarding_session SET ended_at = ?, end_reason = 'cancelled'
             WHERE id_hash = ? AND ended_at IS NULL AND completed_at IS NULL AND expires_at > ?
               AND (SELECT count(*) FROM dropped) >= 0
            """;

    private static final String EXTEND = """
            UPDATE onboarding_session
               SET expires_at = GREATEST(expires_at,
                       LEAST(expires_at + ? * interval '1 second', created_at + ? * interval '1 second'))
             WHERE id_hash = ? AND ended_at IS NULL AND expires_at > ?
               AND step IN ('phone_input', 'otp_verification')
            """;

    private static final String MARK_REFUSED = """
            UPDATE onboarding_session
               SET sms_count = sms_count - ?, voice_count = voice_count - ?, sms_refused = sms_refused OR ?
             WHERE id_hash = ? AND message_id = ?
            """;

    private static final String FIND_ACTIVE = """
            SELECT step, phone_number, created_at, expires_at
              FROM onboarding_session
             WHERE device_id = ? AND device_proof = decode(?, 'hex') AND ended_at IS NULL AND completed_at IS NULL
               AND expires_at > ? AND id_hash >= ?
             ORDER BY created_at DESC
             LIMIT 1
            """;

    private final JdbcTemplate jdbc;
    private final SessionSettings settings;

    public SessionStore(JdbcTemplate jdbc, SessionSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /**
     * The session; empty if there is none, or if it ended longer ago than {@code firstring.session.answers-after-end}.
     */
    public Optional<OnboardingSession> find(SessionId id, Instant now) {
        return jdbc.query(FIND, SessionStore::read, id.hash()).stream()
                .filter(session -> answers(session, now))
                .findFirst();
    }

    /** Like {@link #find}, but locks the session until the current transaction ends. */
    public Optional<OnboardingSession> findLocked(SessionId id, Instant now) {
        return jdbc.query(FIND + " FOR UPDATE OF session", SessionStore::read, id.hash()).stream()
                .filter(session -> answers(session, now))
                .findFirst();
    }

    /**
     * An active session.
     *
     * @param number null if the session has none yet
     */
    public record Active(Step step, @Nullable PhoneNumber number, Instant createdAt, Instant expiresAt) {}

    /** The newest live session that was started with this device id and a device token of this proof. */
    public Optional<Active> findActive(String deviceId, String deviceProof, Instant now) {
        return jdbc
                .query(
                        FIND_ACTIVE,
                        SessionStore::readActive,
                        deviceId,
                        deviceProof,
                        Timestamp.from(now),
                        SessionId.lowestLiveHash(now))
                .stream()
                .findFirst();
    }

    /** Cancels the session and its code; false if the session had already ended. */
    public boolean cancel(SessionId id, Instant now) {
        Timestamp at = Timestamp.from(now);
        return jdbc.update(CANCEL, at, id.hash(), at, id.hash(), at) == 1;
    }

    /** Extends the session, up to its maximum age; false if it had ended or its number was already verified. */
    public boolean extend(SessionId id, Duration by, Instant now) {
        return jdbc.update(EXTEND, by.toSeconds(), settings.longestLife().toSeconds(), id.hash(), Timestamp.from(now))
                == 1;
    }

    /** Reverts the count of a message that no provider accepted, if it is still the last of the session. */
    public void markRefused(SessionId id, UUID message, Channel channel) {
        jdbc.update(
                MARK_REFUSED,
                channel == Channel.SMS ? 1 : 0,
                channel == Channel.VOICE ? 1 : 0,
                channel == Channel.SMS,
                id.hash(),
                message);
    }

    private boolean answers(OnboardingSession session, Instant now) {
        Instant end = firstOf(session.ended(), session.completedAt(), session.expiresAt());
        Duration since = Duration.between(end, now);
        return since.compareTo(settings.answersAfterEnd()) < 0;
    }

    private static Instant firstOf(@Nullable Instant ended, @Nullable Instant completed, Instant expires) {
        if (ended != null) {
            return ended;
        }
        return completed != null ? completed : expires;
    }

    private static OnboardingSession read(ResultSet row, int index) throws SQLException {
        String number = row.getString("phone_number");
        return new OnboardingSession(
                Step.ofWord(row.getString("step")),
                number == null ? null : new PhoneNumber(number),
                row.getString("region"),
                new Device(
                        row.getString("device_id"),
                        row.getString("device_platform"),
                        row.getString("device_name"),
                        row.getString("device_proof")),
                Locale.forLanguageTag(row.getString("language")),
                row.getBoolean("bound_device"),
                sends(row),
                code(row),
                delivery(row),
                row.getObject("account_id", UUID.class),
                row.getObject("credential_id", UUID.class),
                row.getString("linked_by"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                time(row, "completed_at"),
                time(row, "ended_at"));
    }

    private static Active readActive(ResultSet row, int index) throws SQLException {
        String number = row.getString("phone_number");
        return new Active(
                Step.ofWord(row.getString("step")),
                number == null ? null : new PhoneNumber(number),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant());
    }

    /** A receipt that reports the last SMS as failed has the effect of a rejection: a call is available at once. */
    private static Sends sends(ResultSet row) throws SQLException {
        boolean lost =
                "failed".equals(row.getString("message_state")) && "sms".equals(row.getString("message_channel"));
        return new Sends(
                row.getInt("sms_count"),
                row.getInt("voice_count"),
                time(row, "first_sms_at"),
                time(row, "last_sms_at"),
                time(row, "last_voice_at"),
                lost || row.getBoolean("sms_refused"));
    }

    private static @Nullable CurrentCode code(ResultSet row) throws SQLException {
        UUID id = row.getObject("code_id", UUID.class);
        if (id == null) {
            return null;
        }
        return new CurrentCode(
                new Codes.Seed(id, row.getBytes("salt"), row.getInt("key_id")),
                row.getString("status"),
                row.getInt("tries"),
                row.getInt("tries_allowed"),
                row.getInt("tries_before"),
                row.getBoolean("test_number"),
                row.getTimestamp("code_expires_at").toInstant());
    }

    private static @Nullable Delivery delivery(ResultSet row) throws SQLException {
        String state = row.getString("message_state");
        return state == null ? null : Delivery.ofWords(state, Channel.ofWord(row.getString("message_channel")));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
