package dev.firstring.onboarding.resend;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.outbox.OutboxSettings;
import dev.firstring.onboarding.session.CurrentCode;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.platform.RunAgain;
import dev.firstring.verification.VerificationSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes a resend, in one statement. Thread-safe. */
@Component
class Resending {

    private final JdbcTemplate jdbc;
    private final VerificationSettings settings;
    private final NextMessages nextMessages;
    private final OutboxSettings outbox;
    private final Clock clock;

    Resending(
            JdbcTemplate jdbc,
            VerificationSettings settings,
            NextMessages nextMessages,
            OutboxSettings outbox,
            Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.nextMessages = nextMessages;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * @param session as it is once the message is queued
     * @param avoided the names of providers that failed before in this session
     * @param leaseUntil until when the message is this node's to send
     */
    record Written(OnboardingSession session, NextMessage message, List<String> avoided, Instant leaseUntil) {}

    /**
     * Queues the code once more, or a new one where the old one has too little life or no tries left.
     *
     * @throws RunAgain if the session has changed since it was read
     */
    Written write(SessionId id, OnboardingSession read, CurrentCode code, Channel channel, Instant now) {
        boolean repeat = nextMessages.repeats(code, now);
        NextMessage message =
                repeat ? nextMessages.repeating(code, channel, now) : nextMessages.renewing(read, code, channel, now);
        // From this moment, not from the request's: somebody may have been asked about a challenge in between.
        Instant leaseUntil = clock.instant().plus(outbox.lease());
        List<List<String>> written = queue(repeat, id, read, code, message, leaseUntil);
        if (written.isEmpty()) {
            throw new RunAgain("the session changed while its code was resent");
        }
        CurrentCode next = new CurrentCode(
                message.seed(),
                "pending",
                repeat ? code.tries() : 0,
                message.triesAllowed(),
                message.triesBefore(),
                code.testNumber(),
                message.codeExpiresAt());
        return new Written(
                read.with(next, read.sends().and(channel, now), null), message, written.getFirst(), leaseUntil);
    }

    private List<List<String>> queue(
            boolean repeat,
            SessionId id,
            OnboardingSession read,
            CurrentCode code,
            NextMessage message,
            Instant leaseUntil) {
        try {
            return repeat ? repeat(id, read, code, message, leaseUntil) : renew(id, read, code, message, leaseUntil);
        } catch (DuplicateKeyException e) {
            // A session waits for one code at most: another resend has just made the next one.
            throw new RunAgain(e);
        }
    }

    private List<List<String>> repeat(
            SessionId id, OnboardingSession read, CurrentCode code, NextMessage message, Instant leaseUntil) {
        return jdbc.query(
                ResendStatements.REPEAT,
                Resending::avoided,
                id.hash(),
                message.seed().verificationId(),
                message.id(),
                message.channel().word(),
                Timestamp.from(message.at()),
                Timestamp.from(message.codeExpiresAt()),
                Timestamp.from(leaseUntil),
                read.sends().sms(),
                read.sends().voice(),
                code.testNumber());
    }

    private List<List<String>> renew(
            SessionId id, OnboardingSession read, CurrentCode old, NextMessage message, Instant leaseUntil) {
        return jdbc.query(
                ResendStatements.RENEW,
                Resending::avoided,
                id.hash(),
                message.seed().verificationId(),
                message.id(),
                message.channel().word(),
                Timestamp.from(message.at()),
                Timestamp.from(message.codeExpiresAt()),
                Timestamp.from(leaseUntil),
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
