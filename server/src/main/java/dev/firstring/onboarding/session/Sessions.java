package dev.firstring.onboarding.session;

import dev.firstring.messaging.Channel;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The sessions in the database. Every transition is one conditional statement on the expected state. Thread-safe. */
@Component
public class Sessions {

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

    /** Ends the code before the session, in the order in which a judged code locks them. */
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

    private final JdbcTemplate jdbc;
    private final SessionSettings settings;

    public Sessions(JdbcTemplate jdbc, SessionSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /** The session, or empty if there is none or it has ended so long ago that it answers no more. */
    public Optional<OnboardingSession> find(SessionId id, Instant now) {
        return jdbc.query(FIND, SessionRow::read, id.hash()).stream()
                .filter(session -> answers(session, now))
                .findFirst();
    }

    /** The same, locked until the end of the running transaction. */
    public Optional<OnboardingSession> findLocked(SessionId id, Instant now) {
        return jdbc.query(FIND + " FOR UPDATE OF session", SessionRow::read, id.hash()).stream()
                .filter(session -> answers(session, now))
                .findFirst();
    }

    /** Cancels the session and its code; false if it had ended before. */
    public boolean cancel(SessionId id, Instant now) {
        Timestamp at = Timestamp.from(now);
        return jdbc.update(CANCEL, at, id.hash(), at, id.hash(), at) == 1;
    }

    /** Gives the session more time, up to its longest life; false if it had ended or its number was proved before. */
    public boolean extend(SessionId id, Duration by, Instant now) {
        return jdbc.update(EXTEND, by.toSeconds(), settings.longestLife().toSeconds(), id.hash(), Timestamp.from(now))
                == 1;
    }

    /** Takes back that a message was sent, if it still is the session's last: no provider accepted it. */
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

    private static Instant firstOf(
            @org.jspecify.annotations.Nullable Instant ended,
            @org.jspecify.annotations.Nullable Instant completed,
            Instant expires) {
        if (ended != null) {
            return ended;
        }
        return completed != null ? completed : expires;
    }
}
