package dev.firstring.onboarding.resend;

import dev.firstring.messaging.Channel;
import dev.firstring.onboarding.session.CurrentCode;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.platform.Ids;
import dev.firstring.verification.Codes;
import dev.firstring.verification.VerificationSettings;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Decides what a resend carries: the same code while enough of its life remains and it may still be tried, so that a
 * late first message still works; otherwise a new one. Thread-safe.
 */
@Component
class NextMessages {

    private final Ids ids;
    private final Codes codes;
    private final VerificationSettings settings;

    NextMessages(Ids ids, Codes codes, VerificationSettings settings) {
        this.ids = ids;
        this.codes = codes;
        this.settings = settings;
    }

    boolean repeats(CurrentCode code, Instant now) {
        return code.attemptsLeft(now) > 0
                && Duration.between(now, code.expiresAt()).compareTo(settings.repeatWhileLeft()) >= 0;
    }

    NextMessage repeating(CurrentCode code, Channel channel, Instant now) {
        return new NextMessage(
                ids.next(), channel, code.seed(), code.triesAllowed(), code.triesBefore(), code.expiresAt(), now);
    }

    NextMessage renewing(OnboardingSession session, CurrentCode old, Channel channel, Instant now) {
        Instant fullLife = now.plus(settings.codeLifetime());
        int before = old.triesOfSession();
        return new NextMessage(
                ids.next(),
                channel,
                codes.draw(),
                Math.min(settings.triesPerCode(), settings.triesPerSession() - before),
                before,
                fullLife.isBefore(session.expiresAt()) ? fullLife : session.expiresAt(),
                now);
    }
}
