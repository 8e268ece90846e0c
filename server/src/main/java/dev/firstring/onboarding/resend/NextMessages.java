package dev.firstring.onboarding.resend;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.outbox.OutboxSettings;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.OnboardingSession.CurrentCode;
import dev.firstring.platform.Ids;
import dev.firstring.verification.Codes;
import dev.firstring.verification.VerificationSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Decides which code a resend contains: the current one while enough of its lifetime and an attempt remain, so that a
 * late first message still works; otherwise a new one. Thread-safe.
 */
@Component
class NextMessages {

    private final Ids ids;
    private final Codes codes;
    private final VerificationSettings settings;
    private final OutboxSettings outbox;
    private final Clock clock;

    NextMessages(Ids ids, Codes codes, VerificationSettings settings, OutboxSettings outbox, Clock clock) {
        this.ids = ids;
        this.codes = codes;
        this.settings = settings;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * The message of a resend.
     *
     * @param code the code in the message
     * @param repeated whether it is the current code of the session
     * @param leaseUntil when this node's lease on the message expires
     */
    record NextMessage(UUID id, Channel channel, CurrentCode code, boolean repeated, Instant at, Instant leaseUntil) {}

    NextMessage draw(OnboardingSession session, CurrentCode code, Channel channel, Instant now) {
        boolean repeats = repeats(code, now);
        // The lease starts now, not at the time of the request: a captcha may have been verified in between.
        Instant leaseUntil = clock.instant().plus(outbox.lease());
        return new NextMessage(
                ids.next(), channel, repeats ? code : renewed(session, code, now), repeats, now, leaseUntil);
    }

    private boolean repeats(CurrentCode code, Instant now) {
        return code.attemptsLeft(now) > 0
                && Duration.between(now, code.expiresAt()).compareTo(settings.repeatWhileLeft()) >= 0;
    }

    private CurrentCode renewed(OnboardingSession session, CurrentCode old, Instant now) {
        Instant fullLife = now.plus(settings.codeLifetime());
        int before = old.triesOfSession();
        return new CurrentCode(
                codes.draw(),
                "pending",
                0,
                Math.min(settings.triesPerCode(), settings.triesPerSession() - before),
                before,
                old.testNumber(),
                fullLife.isBefore(session.expiresAt()) ? fullLife : session.expiresAt());
    }
}
