package dev.firstring.sip.credential;

import dev.firstring.account.ownership.NumberOwners;
import dev.firstring.platform.RetryingTransactions;
import dev.firstring.sip.credential.ProvisionCredential.Order;
import org.springframework.stereotype.Component;

/** Provisions a credential for a signed-in caller whose account holds the verified number. Thread-safe. */
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

    /** The result of provisioning. */
    public sealed interface Outcome {}

    /** The account holds the number; {@code outcome} is the result of the order. */
    public record Judged(ProvisionCredential.Outcome outcome) implements Outcome {}

    /** The account does not hold the number, or is erased. */
    public record NumberNotVerified() implements Outcome {}

    /** Provisions the credential, in a new transaction unless one is active. */
    public Outcome provision(Order order) {
        return transactions.run(status -> provisionNow(order));
    }

    private Outcome provisionNow(Order order) {
        // The account is locked before the holding, the common lock order.
        if (!credentials.lock(order.account()) || !numbers.holdsUntilCommit(order.account(), order.number())) {
            return new NumberNotVerified();
        }
        return new Judged(provision.provision(order));
    }
}
