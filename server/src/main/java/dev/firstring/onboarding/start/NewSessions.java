package dev.firstring.onboarding.start;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.outbox.OutboxSettings;
import dev.firstring.onboarding.session.Device;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.OnboardingSession.CurrentCode;
import dev.firstring.onboarding.session.OnboardingSession.Sends;
import dev.firstring.onboarding.session.OnboardingSession.Step;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.session.SessionSettings;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.Ids;
import dev.firstring.verification.Codes;
import dev.firstring.verification.VerificationSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Creates the data of a new session: its id, the seed of its code and its times. Thread-safe. */
@Component
class NewSessions {

    private final Ids ids;
    private final Codes codes;
    private final SessionSettings sessions;
    private final VerificationSettings verification;
    private final OutboxSettings outbox;
    private final Clock clock;

    NewSessions(
            Ids ids,
            Codes codes,
            SessionSettings sessions,
            VerificationSettings verification,
            OutboxSettings outbox,
            Clock clock) {
        this.ids = ids;
        this.codes = codes;
        this.sessions = sessions;
        this.verification = verification;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * A session to be opened, with its first code and message.
     *
     * @param continued whether the session already exists and waits for its number
     */
    record NewSession(
            SessionId id,
            boolean continued,
            PhoneNumber number,
            @Nullable String region,
            Device device,
            Locale language,
            boolean boundDevice,
            Instant createdAt,
            Instant expiresAt,
            FirstCode code,
            FirstMessage message) {

        /** The session after it has been stored. */
        OnboardingSession opened() {
            return new OnboardingSession(
                    Step.OTP_VERIFICATION,
                    number,
                    region,
                    device,
                    language,
                    boundDevice,
                    new Sends(0, 0, null, null, null, false).and(message.channel(), createdAt),
                    new CurrentCode(
                            code.seed(), "pending", 0, code.triesAllowed(), 0, code.testNumber(), code.expiresAt()),
                    null,
                    null,
                    null,
                    null,
                    createdAt,
                    expiresAt,
                    null,
                    null);
        }
    }

    /** @param testNumber whether the number is a test number, to which nothing is sent */
    record FirstCode(Codes.Seed seed, int triesAllowed, Instant expiresAt, boolean testNumber) {}

    /** @param leaseUntil when this node's lease on the message expires */
    record FirstMessage(UUID id, Channel channel, Instant leaseUntil) {}

    NewSession draw(StartOnboarding.Request request, boolean boundDevice, boolean testNumber, Instant now) {
        Duration codeLife = verification.codeLifetime();
        SessionId waiting = request.session();
        return new NewSession(
                waiting == null ? SessionId.draw(ids) : waiting,
                waiting != null,
                request.number(),
                request.region(),
                request.device(),
                request.language(),
                boundDevice,
                now,
                now.plus(sessions.lifetime()),
                new FirstCode(
                        codes.draw(),
                        Math.min(verification.triesPerCode(), verification.triesPerSession()),
                        now.plus(codeLife.compareTo(sessions.lifetime()) < 0 ? codeLife : sessions.lifetime()),
                        testNumber),
                // The lease starts now, not at the time of the request: a captcha may have been verified in between.
                new FirstMessage(ids.next(), request.channel(), clock.instant().plus(outbox.lease())));
    }
}
