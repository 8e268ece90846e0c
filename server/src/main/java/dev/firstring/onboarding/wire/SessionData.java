package dev.firstring.onboarding.wire;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.firstring.onboarding.session.Timers;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a session stands.
 *
 * @param isExpired whether it can do nothing more, because its time is over or it was cancelled or superseded
 * @param isCancelled whether it was cancelled, or superseded by a newer one of the same device and number
 * @param expiresAt when the session runs out
 */
public record SessionData(
        String sessionId,
        String currentStep,
        @Nullable String phoneNumber,
        boolean isCompleted,
        boolean isExpired,
        boolean isCancelled,
        Instant expiresAt,
        Instant createdAt,
        @Nullable Instant codeExpiresAt,
        @Nullable String deviceId,
        @Nullable String devicePlatform,
        @Nullable DeliveryData delivery,
        @JsonUnwrapped Timers timers,
        @Nullable UUID sipCredentialId,
        @Nullable UUID userId) {

    @Override
    public String toString() {
        return "SessionData[" + currentStep + "]";
    }
}
