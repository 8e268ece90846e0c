package dev.firstring.sip.credential;

import dev.firstring.account.ownership.NumberOwners;
import dev.firstring.platform.RetryingTransactions;
import dev.firstring.sip.credential.ProvisionCredential.Order;
import org.springframework.stereotype.Component;

/** Gives a signed-in person a credential for a number that the person's account holds verified. Thread-safe. */
@Component
public final class ProvisionOwnCredential {

    private final Credentials credentials;
    private final NumberOwners numbers;
    private final ProvisionCredential provision;
    private final RetryingTransactions transactions;

    ProvisionOwnCredential(
            Credentials credentials,
            NumberOwners numbers,
            ProvisionCredential provision,
            RetryingTransactions transactions) {
        this.credentials = credentials;
        this.numbers = numbers;
        this.provision = provision;
        this.transactions = transactions;
    }

    /** What became of it. */
    public sealed interface Outcome {}

    /** The account holds the number; this is what became of the order. */
    public record Judged(ProvisionCredential.Outcome outcome) implements Outcome {}

    /** The account does not hold the number verified, or is erased. */
    public record NumberNotVerified() implements Outcome {}

    /** Provisions in a transaction of its own unless one runs. */
    public Outcome provision(Order order) {
        return transactions.run(status -> provisionNow(order));
    }

    private Outcome provisionNow(Order order) {
        // The account before the holding: in that order everybody locks them.
        if (!credentials.lock(order.account()) || !numbers.holdsUntilCommit(order.account(), order.number())) {
            return new NumberNotVerified();
        }
        return new Judged(provision.provision(order));
    }
}
