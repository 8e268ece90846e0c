package dev.firstring.onboarding.resend;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.outbox.OutboxSettings;
import dev.firstring.onboarding.session.CurrentCode;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.verification.VerificationSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes a resend, in one statement. Thread-safe. */
@Component
class Resending {

    private final JdbcTemplate jdbc;
    private final VerificationSettings settings;
    private final NextMessages nextMessages;
    private final OutboxSettings outbox;

    Resending(JdbcTemplate jdbc, VerificationSettings settings, NextMessages nextMessages, OutboxSettings outbox) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.nextMessages = nextMessages;
        this.outbox = outbox;
    }

    /**
     * @param session as it is once the message is queued
     * @param avoided the names of providers that failed before in this session
     */
    record Written(OnboardingSession session, NextMessage message, List<String> avoided) {}

    /**
     * Queues the code once more, or a new one where the old one has too little life or no tries left.
     *
     * @throws CannotAcquireLockException if the session has changed since it was read: read it again
     */
    Written write(SessionId id, OnboardingSession read, CurrentCode code, Channel channel, Instant now) {
        boolean repeat = nextMessages.repeats(code, now);
        NextMessage message =
                repeat ? nextMessages.repeating(code, channel, now) : nextMessages.renewing(read, code, channel, now);
        List<List<String>> written = repeat ? repeat(id, read, code, message) : renew(id, read, code, message);
        if (written.isEmpty()) {
            throw new CannotAcquireLockException("the session changed while its code was resent");
        }
        CurrentCode next = new CurrentCode(
                message.seed(),
                "pending",
                repeat ? code.tries() : 0,
                message.triesAllowed(),
                message.triesBefore(),
                code.testNumber(),
                message.codeExpiresAt());
        return new Written(read.with(next, read.sends().and(channel, now), null), message, written.getFirst());
    }

    private List<List<String>> repeat(SessionId id, OnboardingSession read, CurrentCode code, NextMessage message) {
        return jdbc.query(
                ResendStatements.REPEAT,
                Resending::avoided,
                id.hash(),
                message.seed().verificationId(),
                message.id(),
                message.channel().word(),
                Timestamp.from(message.at()),
                Timestamp.from(message.codeExpiresAt()),
                Timestamp.from(message.at().plus(outbox.lease())),
                read.sends().sms(),
                read.sends().voice(),
                code.testNumber());
    }

    private List<List<String>> renew(SessionId id, OnboardingSession read, CurrentCode old, NextMessage message) {
        return jdbc.query(
                ResendStatements.RENEW,
                Resending::avoided,
                id.hash(),
                message.seed().verificationId(),
                message.id(),
                message.channel().word(),
                Timestamp.from(message.at()),
                Timestamp.from(message.codeExpiresAt()),
                Timestamp.from(message.at().plus(outbox.lease())),
                read.sends().sms(),
                read.sends().voice(),
                old.testNumber(),
                old.seed().verificationId(),
                message.seed().salt(),
                message.seed().keyId(),
                settings.triesPerCode(),
                settings.triesPerSession());
    }

    private static List<String> avoided(ResultSet row, int index) throws SQLException {
        return List.of((String[]) row.getArray("avoided").getArray());
    }
}
