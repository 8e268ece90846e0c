package dev.firstring.onboarding.start;

import dev.firstring.messaging.Channel;
import dev.firstring.onboarding.session.CurrentCode;
import dev.firstring.onboarding.session.Device;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.Sends;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.session.Step;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.verification.CodeSeed;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session about to be opened, with its first code and its first message.
 *
 * @param continued whether it is there already and waits for its number
 */
record NewSession(
        SessionId id,
        boolean continued,
        PhoneNumber number,
        @Nullable String region,
        Device device,
        Locale language,
        boolean boundDevice,
        Channel channel,
        Instant createdAt,
        Instant expiresAt,
        FirstCode code) {

    /** @param testNumber whether nothing is sent, because the number is a test number */
    record FirstCode(CodeSeed seed, int triesAllowed, Instant expiresAt, boolean testNumber, UUID messageId) {}

    /** The session as it is once it has been written. */
    OnboardingSession opened() {
        return new OnboardingSession(
                Step.OTP_VERIFICATION,
                number,
                region,
                device,
                language,
                boundDevice,
                new Sends(0, 0, null, null, null, false).and(channel, createdAt),
                new CurrentCode(code.seed(), "pending", 0, code.triesAllowed(), 0, code.testNumber(), code.expiresAt()),
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
