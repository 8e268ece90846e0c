package dev.firstring.account.ownership;

import dev.firstring.account.AccountId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time in which an account held a number.
 *
 * @param releasedAt when it ended; null while it lasts
 * @param reason why it ended; null while it lasts
 */
public record PastHolding(
        AccountId account,
        Instant heldSince,
        Instant verifiedAt,
        @Nullable Instant releasedAt,
        @Nullable ReleaseReason reason) {}
