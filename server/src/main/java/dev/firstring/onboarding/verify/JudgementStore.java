package dev.firstring.onboarding.verify;

import dev.firstring.abuse.guard.FraudGuard;
import dev.firstring.abuse.guard.FraudGuard.GuardStatements;
import dev.firstring.abuse.limits.LimitSettings;
import dev.firstring.audit.Funnel;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.RetryingTransactions;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Counts and judges an attempt in one statement. Of any number of concurrent attempts, exactly as many are judged as
 * the code allows, on whichever nodes they arrive. The row of the verification is the gate: an attempt that does not
 * pass it changes nothing and reveals nothing. Thread-safe.
 *
 * <p>The statements access the tables of the session and of the number's guard, so that a judgement takes one round
 * trip.
 */
@Component
class JudgementStore {

    private static final String JUDGE_RIGHT = """
            WITH judged AS (
                UPDATE verification SET tries = tries + 1, status = 'verified', ended_at = ?
                 WHERE id = ? AND session_hash = ? AND status = 'pending' AND tries < tries_allowed AND expires_at > ?
                RETURNING tries, tries_allowed, test_number
            ), moved AS (
                UPDATE onboarding_session AS session SET step = 'account_link'
                  FROM judged
                 WHERE session.id_hash = ? AND session.step = 'otp_verification'
                   AND session.ended_at IS NULL
                RETURNING session.id_hash, session.sms_count + session.voice_count AS sends,
                          COALESCE(GREATEST(session.last_sms_at, session.last_voice_at), session.created_at) AS last_sent,
                          NOT session.bound_device AND NOT judged.test_number AS guarded
            ), pardoned AS (
                DELETE FROM number_guard USING judged WHERE number_guard.subject = ?
            )
            """;

    private static final String TELL = """
            SELECT judged.tries, judged.tries_allowed
              FROM judged
             WHERE (SELECT count(*) FROM moved) = 1
            """;

    private static final String RIGHT = JUDGE_RIGHT + GuardStatements.COUNT_PROOF + TELL;
    private static final String RIGHT_UNGUARDED = JUDGE_RIGHT + TELL;

    private static final String WRONG = """
            WITH judged AS (
                UPDATE verification
                   SET tries = tries + 1,
                       status = CASE WHEN tries + 1 < tries_allowed THEN 'pending' ELSE 'failed' END,
                       ended_at = CASE WHEN tries + 1 < tries_allowed THEN NULL ELSE CAST(? AS timestamptz) END
                 WHERE id = ? AND session_hash = ? AND status = 'pending' AND tries < tries_allowed AND expires_at > ?
                RETURNING tries, tries_allowed
            ), counted AS (
                INSERT INTO number_guard AS guard (subject, failure_day, failures_today, failures_in_row, updated_at)
                SELECT ?, ?, 1, 1, ? FROM judged
                ON CONFLICT (subject) DO UPDATE
                   SET failures_today = CASE WHEN guard.failure_day = EXCLUDED.failure_day
                                             THEN guard.failures_today + 1 ELSE 1 END,
                       penalty = CASE WHEN guard.failure_day <> EXCLUDED.failure_day THEN 0
                                      WHEN guard.failures_today + 1 = ? THEN 1
                                      ELSE guard.penalty END,
                       next_session_at = CASE WHEN guard.failure_day <> EXCLUDED.failure_day THEN NULL
                                              WHEN guard.failures_today + 1 = ?
                                              THEN EXCLUDED.updated_at + ? * interval '1 second'
                                              ELSE guard.next_session_at END,
                       stopped_until = CASE WHEN guard.failures_in_row + 1 >= ?
                                            THEN EXCLUDED.updated_at + ? * interval '1 second'
                                            ELSE guard.stopped_until END,
                       failures_in_row = CASE WHEN guard.failures_in_row + 1 >= ? THEN 0
                                              ELSE guard.failures_in_row + 1 END,
                       failure_day = EXCLUDED.failure_day,
                       updated_at = EXCLUDED.updated_at
            )
            SELECT tries, tries_allowed FROM judged
            """;

    private final JdbcTemplate jdbc;
    private final FraudGuard guard;
    private final LimitSettings.Tries limits;
    private final Funnel funnel;

    JudgementStore(JdbcTemplate jdbc, LimitSettings settings, FraudGuard guard, Funnel funnel) {
        this.jdbc = jdbc;
        this.guard = guard;
        this.limits = settings.tries();
        this.funnel = funnel;
    }

    /** A counted attempt. */
    record Judgement(int tries, int triesAllowed) {

        int attemptsLeft() {
            return triesAllowed - tries;
        }
    }

    /**
     * Accepts the code: advances the session, clears the wrong codes of the number, and makes the guard count the
     * session's sends as proved.
     *
     * @return empty if the code accepts no more attempts; nothing was counted then
     * @throws RetryingTransactions.RetryRequested if the guard's tables are unreadable and the transaction must be run
     *     again
     */
    Optional<Judgement> right(
            SessionId session, UUID verification, PhoneNumber number, String guardSubject, Instant now) {
        Timestamp at = Timestamp.from(now);
        FraudGuard.Frame frame = guard.frame(number, now);
        Optional<Judgement> judgement = guard.run(
                () -> judged(
                        RIGHT,
                        at,
                        verification,
                        session.hash(),
                        at,
                        session.hash(),
                        guardSubject,
                        frame.bucketLength().toSeconds(),
                        frame.keys()),
                () -> judged(RIGHT_UNGUARDED, at, verification, session.hash(), at, session.hash(), guardSubject));
        judgement.ifPresent(_ -> funnel.reached(Funnel.Step.VERIFIED, number));
        return judgement;
    }

    private Optional<Judgement> judged(String statement, Object... arguments) {
        return jdbc
                .query(
                        statement,
                        (row, index) -> new Judgement(row.getInt("tries"), row.getInt("tries_allowed")),
                        arguments)
                .stream()
                .findFirst();
    }

    /**
     * Counts a wrong code against the code and against the number.
     *
     * @return empty if the code accepts no more attempts; nothing was counted then
     */
    Optional<Judgement> wrong(SessionId session, UUID verification, String guardSubject, Instant now) {
        Timestamp at = Timestamp.from(now);
        return judged(
                WRONG,
                at,
                verification,
                session.hash(),
                at,
                guardSubject,
                Date.valueOf(now.atZone(ZoneOffset.UTC).toLocalDate()),
                at,
                limits.perDay(),
                limits.perDay(),
                limits.firstWait().toSeconds(),
                limits.inARow(),
                limits.stop().toSeconds(),
                limits.inARow());
    }
}
