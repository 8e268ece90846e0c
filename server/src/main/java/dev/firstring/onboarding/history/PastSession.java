package dev.firstring.onboarding.history;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A session of an account, without its id, which is a secret. The number is masked. */
public record PastSession(
        String currentStep,
        @Nullable String phoneNumber,
        @Nullable String devicePlatform,
        @Nullable String deviceName,
        Instant createdAt,
        @Nullable Instant completedAt,
        @Nullable UUID sipCredentialId) {}
