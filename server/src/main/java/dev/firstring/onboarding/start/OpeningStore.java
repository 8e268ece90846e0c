package dev.firstring.onboarding.start;

import dev.firstring.onboarding.session.Device;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.start.NewSessions.NewSession;
import dev.firstring.platform.RetryingTransactions;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Locale;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Stores new sessions, each in one statement: with number, first code and first message, or without. Thread-safe. */
@Component
class OpeningStore {

    /**
     * First ends the device's older session for the same number, because a device has at most one live session per
     * number. Its code is ended before its row, because a judgement locks them in this order. Sessions for other
     * numbers are not changed, because strangers may send the same device id. Of two concurrent starts of the same
     * device and number, the later one executes this statement after the earlier one has committed, because the
     * preceding charge of the limits serializes them.
     */
    private static final String OPEN = """
            WITH given AS (
                SELECT CAST(? AS bytea) AS session_hash, CAST(? AS text) AS phone_number, CAST(? AS text) AS region,
                       CAST(? AS text) AS device_id,
                       decode(CAST(? AS text), 'hex') AS device_proof, CAST(? AS text) AS device_platform,
                       CAST(? AS text) AS device_name, CAST(? AS text) AS language,
                       CAST(? AS boolean) AS bound_device, CAST(? AS timestamptz) AS at,
                       CAST(? AS timestamptz) AS expires_at, CAST(? AS uuid) AS verification_id,
                       CAST(? AS bytea) AS salt, CAST(? AS integer) AS key_id, CAST(? AS smallint) AS tries_allowed,
                       CAST(? AS timestamptz) AS code_expires_at, CAST(? AS boolean) AS test_number,
                       CAST(? AS uuid) AS message_id, CAST(? AS timestamptz) AS lease_until,
                       CAST(? AS text) AS channel,
                       CAST(? AS bytea) AS oldest, CAST(? AS boolean) AS continued
            ), older AS (
                SELECT session.id_hash
                  FROM onboarding_session AS session
                  JOIN given ON session.device_id = given.device_id AND session.phone_number = given.phone_number
                 WHERE session.ended_at IS NULL AND session.completed_at IS NULL AND session.id_hash >= given.oldest
                   AND session.id_hash <> given.session_hash
            ), dropped AS (
                UPDATE verification SET status = 'expired', ended_at = given.at
                  FROM older CROSS JOIN given
                 WHERE verification.session_hash = older.id_hash AND verification.status = 'pending'
                RETURNING verification.id
            ), superseded AS (
                UPDATE onboarding_session AS session SET ended_at = given.at, end_reason = 'superseded'
                  FROM older CROSS JOIN given
                 WHERE session.id_hash = older.id_hash AND session.ended_at IS NULL AND session.completed_at IS NULL
                   AND (SELECT count(*) FROM dropped) >= 0
                RETURNING session.id_hash
            ), opened AS (
                INSERT INTO onboarding_session AS waiting_session
                       (id_hash, step, phone_number, region, device_id, device_proof, device_platform, device_name, language,
                        verification_id, message_id, bound_device, sms_count, voice_count, first_sms_at, last_sms_at,
                        last_voice_at, created_at, expires_at)
                SELECT session_hash, 'otp_verification', phone_number, region, device_id, device_proof, device_platform,
                       device_name, language, verification_id, message_id, bound_device,
                       CASE channel WHEN 'sms' THEN 1 ELSE 0 END, CASE channel WHEN 'voice' THEN 1 ELSE 0 END,
                       CASE channel WHEN 'sms' THEN at END, CASE channel WHEN 'sms' THEN at END,
                       CASE channel WHEN 'voice' THEN at END, at, expires_at
                  FROM given
                 WHERE (SELECT count(*) FROM superseded) >= 0
                   AND (NOT given.continued
                        OR EXISTS (SELECT 1
                                     FROM onboarding_session AS waiting
                                    WHERE waiting.id_hash = given.session_hash AND waiting.step = 'phone_input'
                                      AND waiting.ended_at IS NULL AND waiting.expires_at > given.at))
                ON CONFLICT (id_hash) DO UPDATE
                   SET step = EXCLUDED.step, phone_number = EXCLUDED.phone_number, region = EXCLUDED.region,
                       device_id = COALESCE(EXCLUDED.device_id, waiting_session.device_id),
                       device_proof = COALESCE(EXCLUDED.device_proof, waiting_session.device_proof),
                       device_platform = COALESCE(EXCLUDED.device_platform, waiting_session.device_platform),
                       device_name = COALESCE(EXCLUDED.device_name, waiting_session.device_name),
                       language = EXCLUDED.language, verification_id = EXCLUDED.verification_id,
                       message_id = EXCLUDED.message_id, bound_device = EXCLUDED.bound_device,
                       sms_count = EXCLUDED.sms_count, first_sms_at = EXCLUDED.first_sms_at,
                       last_sms_at = EXCLUDED.last_sms_at, voice_count = EXCLUDED.voice_count,
                       last_voice_at = EXCLUDED.last_voice_at,
                       expires_at = LEAST(EXCLUDED.expires_at, waiting_session.created_at + interval '24 hours')
                 WHERE waiting_session.step = 'phone_input' AND waiting_session.ended_at IS NULL
                   AND waiting_session.expires_at > EXCLUDED.created_at
                RETURNING id_hash
            ), drawn AS (
                INSERT INTO verification
                       (id, session_hash, phone_number, salt, key_id, status, tries_allowed, test_number,
                        created_at, expires_at)
                SELECT verification_id, session_hash, phone_number, salt, key_id, 'pending', tries_allowed, test_number,
                       at, code_expires_at
                  FROM given
                 WHERE EXISTS (SELECT 1 FROM opened)
            )
            INSERT INTO message
                   (id, verification_id, session_hash, phone_number, channel, language, device_platform, state,
                    provider, lease_until, created_at, expires_at, settled_at)
            SELECT message_id, verification_id, session_hash, phone_number, channel, language, device_platform,
                   CASE WHEN test_number THEN 'sent' ELSE 'queued' END,
                   CASE WHEN test_number THEN 'test-number' END,
                   lease_until, at, code_expires_at,
                   CASE WHEN test_number THEN at END
              FROM given
             WHERE EXISTS (SELECT 1 FROM opened)
            """;

    private static final String OPEN_WITHOUT_NUMBER = """
            INSERT INTO onboarding_session
                   (id_hash, step, device_id, device_proof, device_platform, device_name, language, created_at, expires_at)
            VALUES (?, 'phone_input', ?, decode(CAST(? AS text), 'hex'), ?, ?, ?, ?, ?)
            """;

    private final JdbcTemplate jdbc;

    OpeningStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Opens the session.
     *
     * @return false if the session was to be continued but does not wait for a number; nothing is written then
     * @throws RetryingTransactions.RetryRequested if a concurrent start of the same device and number was first
     */
    boolean open(NewSession session) {
        try {
            return write(session) == 1;
        } catch (DuplicateKeyException e) {
            // Ids are random: only the device's live session can conflict.
            throw new RetryingTransactions.RetryRequested(e);
        }
    }

    private int write(NewSession session) {
        NewSessions.FirstCode code = session.code();
        NewSessions.FirstMessage message = session.message();
        return jdbc.update(
                OPEN,
                session.id().hash(),
                session.number().e164(),
                session.region(),
                session.device().id(),
                session.device().proof(),
                session.device().platform(),
                session.device().name(),
                session.language().toLanguageTag(),
                session.boundDevice(),
                Timestamp.from(session.createdAt()),
                Timestamp.from(session.expiresAt()),
                code.seed().verificationId(),
                code.seed().salt(),
                code.seed().keyId(),
                code.triesAllowed(),
                Timestamp.from(code.expiresAt()),
                code.testNumber(),
                message.id(),
                Timestamp.from(message.leaseUntil()),
                message.channel().word(),
                SessionId.lowestLiveHash(session.createdAt()),
                session.continued());
    }

    /** Stores a session that waits for its number. */
    void openWithoutNumber(SessionId id, Device device, Locale language, Instant now, Instant expiresAt) {
        jdbc.update(
                OPEN_WITHOUT_NUMBER,
                id.hash(),
                device.id(),
                device.proof(),
                device.platform(),
                device.name(),
                language.toLanguageTag(),
                Timestamp.from(now),
                Timestamp.from(expiresAt));
    }
}
