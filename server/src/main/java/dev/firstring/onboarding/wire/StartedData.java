package dev.firstring.onboarding.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.firstring.onboarding.session.Timers;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session whose code is on the way.
 *
 * @param expiresAt when the code runs out
 * @param sessionExpiresAt when the session runs out
 * @param otpCode the code; there in development mode only
 */
public record StartedData(
        String sessionId,
        UUID verificationId,
        String phoneNumber,
        String currentStep,
        Instant expiresAt,
        Instant sessionExpiresAt,
        @Nullable DeliveryData delivery,
        @JsonUnwrapped Timers timers,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String otpCode) {

    @Override
    public String toString() {
        return "StartedData[" + verificationId + "]";
    }
}
