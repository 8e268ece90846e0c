package dev.firstring.account.ownership;

import dev.firstring.account.AccountId;
import dev.firstring.account.DisplayName;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The result of claiming a number. */
public sealed interface ClaimOutcome {

    /**
     * The account holds the number, which is now verified.
     *
     * @param displayName the account's name after the claim; null if it has none
     * @param accountCreated whether the claim created the account; the caller records that in the audit trail with its
     *     own events
     * @param movedFrom the account that held the number before; the caller must revoke its credentials for the number
     *     in the same transaction. The move is recorded in the audit trail already
     */
    record Claimed(
            AccountId account, @Nullable DisplayName displayName, boolean accountCreated, Optional<AccountId> movedFrom)
            implements ClaimOutcome {}

    /** The account does not get the number. Nothing has changed. */
    sealed interface Refused extends ClaimOutcome {}

    /** The number's account was used recently; the number can be claimed after {@code remaining}. */
    record OnHold(Duration remaining) implements Refused {}

    /** The caller presented no token, but the policy requires one. */
    record AuthenticationRequired() implements Refused {}

    /** The caller's account has been erased, or has ended its sign-ins. */
    record UnknownAccount() implements Refused {}

    /** The account holds the maximum of numbers. */
    record TooManyNumbers(int max) implements Refused {}
}
