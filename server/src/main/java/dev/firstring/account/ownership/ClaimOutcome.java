package dev.firstring.account.ownership;

import dev.firstring.account.AccountId;
import dev.firstring.account.DisplayName;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The result of claiming a number. */
public sealed interface ClaimOutcome {

    /**
     * The account holds the number, proved now.
     *
     * @param displayName the account's name after the claim; null for none
     * @param accountCreated whether the claim made the account; the caller tells the trail, with its own events
     * @param movedFrom the account that held the number until now; its credentials for the number are to be revoked in
     *     the same transaction. The trail has been told of the move
     */
    record Claimed(
            AccountId account, @Nullable DisplayName displayName, boolean accountCreated, Optional<AccountId> movedFrom)
            implements ClaimOutcome {}

    /** The account does not get the number; nothing has changed. */
    sealed interface Refused extends ClaimOutcome {}

    /** The number's account was used a short while ago; it can be claimed when {@code remaining} has passed. */
    record OnHold(Duration remaining) implements Refused {}

    /** The caller carried no token, and the policy asks for one. */
    record AuthenticationRequired() implements Refused {}

    /** The caller's token is of an account that has been erased. */
    record UnknownAccount() implements Refused {}

    /** The account holds as many numbers as it may. */
    record TooManyNumbers(int max) implements Refused {}
}
