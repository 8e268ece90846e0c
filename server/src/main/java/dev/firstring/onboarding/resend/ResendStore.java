package dev.firstring.onboarding.resend;

import dev.firstring.onboarding.resend.NextMessages.NextMessage;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.OnboardingSession.CurrentCode;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.verification.VerificationSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Stores resends, each in one statement. The statement locks the code before the session, as a judgement does, and
 * changes nothing if the session has changed since it was read: its step, its number of messages, or whether its code
 * may still be tried. The new message avoids the providers that failed for the previous message, and those that the
 * previous message avoided. Thread-safe.
 */
@Component
class ResendStore {

    private static final String GIVEN = """
            WITH given AS (
                SELECT CAST(? AS bytea) AS session_hash, CAST(? AS uuid) AS verification_id,
                       CAST(? AS uuid) AS message_id, CAST(? AS text) AS channel, CAST(? AS timestamptz) AS at,
                       CAST(? AS timestamptz) AS code_expires_at, CAST(? AS timestamptz) AS lease_until,
                       CAST(? AS smallint) AS sms_known, CAST(? AS smallint) AS voice_known,
                       CAST(? AS boolean) AS test_number
            """;

    private static final String COUNT_AND_QUEUE = """
            , before AS (
                SELECT message.avoided || message.declined
                           || CASE WHEN message.state = 'failed' AND message.provider IS NOT NULL
                                   THEN ARRAY[message.provider] ELSE '{}' END AS avoided
                  FROM given
                  JOIN onboarding_session ON onboarding_session.id_hash = given.session_hash
                  JOIN message ON message.id = onboarding_session.message_id
                              AND message.session_hash = onboarding_session.id_hash
            ), moved AS (
                UPDATE onboarding_session AS session
                   SET sms_count = sms_count + CASE WHEN given.channel = 'sms' THEN 1 ELSE 0 END,
                       voice_count = voice_count + CASE WHEN given.channel = 'voice' THEN 1 ELSE 0 END,
                       first_sms_at = CASE WHEN given.channel = 'sms' THEN COALESCE(first_sms_at, given.at)
                                           ELSE first_sms_at END,
                       last_sms_at = CASE WHEN given.channel = 'sms' THEN given.at ELSE last_sms_at END,
                       last_voice_at = CASE WHEN given.channel = 'voice' THEN given.at ELSE last_voice_at END,
                       verification_id = given.verification_id,
                       message_id = given.message_id
                  FROM given
                 WHERE session.id_hash = given.session_hash AND session.step = 'otp_verification'
                   AND session.ended_at IS NULL AND session.expires_at > given.at
                   AND session.sms_count = given.sms_known AND session.voice_count = given.voice_known
                   AND (SELECT count(*) FROM held) = 1
                RETURNING session.phone_number, session.language, session.device_platform
            )
            INSERT INTO message
                   (id, verification_id, session_hash, phone_number, channel, language, device_platform, state,
                    provider, avoided, lease_until, created_at, expires_at, settled_at)
            SELECT given.message_id, given.verification_id, given.session_hash, moved.phone_number, given.channel,
                   moved.language, moved.device_platform,
                   CASE WHEN given.test_number THEN 'sent' ELSE 'queued' END,
                   CASE WHEN given.test_number THEN 'test-number' END,
                   COALESCE((SELECT ARRAY(SELECT DISTINCT name FROM unnest(before.avoided) AS name) FROM before), '{}'),
                   given.lease_until, given.at, given.code_expires_at,
                   CASE WHEN given.test_number THEN given.at END
              FROM moved CROSS JOIN given
            RETURNING avoided
            """;

    private static final String REPEAT = GIVEN + """
            ), held AS (
                SELECT verification.id
                  FROM verification JOIN given ON verification.id = given.verification_id
                                        AND verification.session_hash = given.session_hash
                 WHERE verification.status = 'pending' AND verification.tries < verification.tries_allowed
                   AND verification.expires_at > given.at
                   FOR UPDATE OF verification
            )
            """ + COUNT_AND_QUEUE;

    private static final String RENEW = GIVEN + """
                       , CAST(? AS uuid) AS old_id, CAST(? AS bytea) AS salt, CAST(? AS integer) AS key_id,
                       CAST(? AS smallint) AS tries_per_code, CAST(? AS smallint) AS tries_per_session
            ), held AS (
                SELECT verification.id, verification.phone_number, verification.tries_before + verification.tries AS tries
                  FROM verification JOIN given ON verification.id = given.old_id
                                        AND verification.session_hash = given.session_hash
                 WHERE verification.status <> 'verified'
                   AND verification.tries_before + verification.tries < given.tries_per_session
                   FOR UPDATE OF verification
            ), dropped AS (
                UPDATE verification SET status = 'expired', ended_at = given.at
                  FROM held CROSS JOIN given
                 WHERE verification.id = held.id AND verification.session_hash = given.session_hash AND verification.status = 'pending'
                RETURNING verification.id
            ), drawn AS (
                INSERT INTO verification
                       (id, session_hash, phone_number, salt, key_id, status, tries_allowed, tries_before, test_number,
                        created_at, expires_at)
                SELECT given.verification_id, given.session_hash, held.phone_number, given.salt, given.key_id, 'pending',
                       LEAST(given.tries_per_code, given.tries_per_session - held.tries), held.tries, given.test_number,
                       given.at, given.code_expires_at
                  FROM held CROSS JOIN given
                 WHERE (SELECT count(*) FROM dropped) >= 0
            )
            """ + COUNT_AND_QUEUE;

    private final JdbcTemplate jdbc;
    private final VerificationSettings settings;

    ResendStore(JdbcTemplate jdbc, VerificationSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /**
     * Queues the pending code again.
     *
     * @return the names of the providers to avoid; empty if the session has changed since it was read
     */
    Optional<List<String>> repeat(SessionId id, OnboardingSession read, NextMessage message) {
        return jdbc
                .query(
                        REPEAT,
                        ResendStore::avoided,
                        id.hash(),
                        message.code().seed().verificationId(),
                        message.id(),
                        message.channel().word(),
                        Timestamp.from(message.at()),
                        Timestamp.from(message.code().expiresAt()),
                        Timestamp.from(message.leaseUntil()),
                        read.sends().sms(),
                        read.sends().voice(),
                        message.code().testNumber())
                .stream()
                .findFirst();
    }

    /**
     * Ends the current code and queues a new one, which inherits the attempts.
     *
     * @return the names of the providers to avoid; empty if the session has changed since it was read
     * @throws DuplicateKeyException if a concurrent resend created the next code first: a session has at most one
     *     pending code
     */
    Optional<List<String>> renew(SessionId id, OnboardingSession read, CurrentCode old, NextMessage message) {
        return jdbc
                .query(
                        RENEW,
                        ResendStore::avoided,
                        id.hash(),
                        message.code().seed().verificationId(),
                        message.id(),
                        message.channel().word(),
                        Timestamp.from(message.at()),
                        Timestamp.from(message.code().expiresAt()),
                        Timestamp.from(message.leaseUntil()),
                        read.sends().sms(),
                        read.sends().voice(),
                        old.testNumber(),
                        old.seed().verificationId(),
                        message.code().seed().salt(),
                        message.code().seed().keyId(),
                        settings.triesPerCode(),
                        settings.triesPerSession())
                .stream()
                .findFirst();
    }

    private static List<String> avoided(ResultSet row, int index) throws SQLException {
        return List.of((String[]) row.getArray("avoided").getArray());
    }
}
