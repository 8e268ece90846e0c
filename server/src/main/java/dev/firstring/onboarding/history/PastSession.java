package dev.firstring.onboarding.history;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session of an account.
 *
 * @param id names it in this list; not the session's own id, which is a secret and opens it
 * @param phoneNumber E.164; masked if the account no longer holds the number
 * @param deviceId as the client chose it
 * @param expiresAt when its time was over, or will be
 * @param endedAt when it was cancelled or superseded; null if it was not
 */
public record PastSession(
        String id,
        String currentStep,
        @Nullable String phoneNumber,
        @Nullable String deviceId,
        @Nullable String devicePlatform,
        @Nullable String deviceName,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant completedAt,
        @Nullable Instant endedAt,
        @Nullable UUID sipCredentialId) {}
