package dev.firstring.onboarding.history;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A verification of an account.
 *
 * @param phoneNumber E.164; masked if the account no longer holds the number
 * @param deviceId the device that asked for the code, as it called itself; null once its session is forgotten
 * @param expiresAt when the code's time was over, or will be
 */
public record PastVerification(
        UUID id,
        @Nullable String phoneNumber,
        String status,
        int tries,
        @Nullable String deviceId,
        @Nullable String devicePlatform,
        @Nullable String deviceName,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant endedAt) {}
