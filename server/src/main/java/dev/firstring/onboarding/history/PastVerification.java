package dev.firstring.onboarding.history;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A verification of an account. The number is masked: the account may no longer hold it. */
public record PastVerification(
        UUID id,
        @Nullable String phoneNumber,
        String status,
        int tries,
        Instant createdAt,
        @Nullable Instant endedAt) {}
