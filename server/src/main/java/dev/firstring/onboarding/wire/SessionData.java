package dev.firstring.onboarding.wire;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.firstring.onboarding.session.Timers;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a session stands.
 *
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
