package dev.firstring.sip.credential;

import dev.firstring.sip.credential.ProvisionCredential.Order;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives a signed-in person a credential for a number that the person's account holds verified. Thread-safe. */
@Component
public final class ProvisionOwnCredential {

    private final Credentials credentials;
    private final VerifiedNumbers numbers;
    private final ProvisionCredential provision;
    private final TransactionTemplate transaction;

    ProvisionOwnCredential(
            Credentials credentials,
            VerifiedNumbers numbers,
            ProvisionCredential provision,
            TransactionTemplate transaction) {
        this.credentials = credentials;
        this.numbers = numbers;
        this.provision = provision;
        this.transaction = transaction;
    }

    /** What became of it. */
    public sealed interface Outcome {}

    /** The account holds the number; this is what became of the order. */
    public record Judged(ProvisionCredential.Outcome outcome) implements Outcome {}

    /** The account does not hold the number verified, or is erased. */
    public record NumberNotVerified() implements Outcome {}

    /** Provisions in a transaction of its own unless one runs. */
    public Outcome provision(Order order) {
        return Objects.requireNonNull(transaction.execute(status -> provisionNow(order)));
    }

    private Outcome provisionNow(Order order) {
        // The account before the holding: in that order everybody locks them.
        if (!credentials.lock(order.account()) || !numbers.holds(order.account(), order.number())) {
            return new NumberNotVerified();
        }
        return new Judged(provision.provision(order));
    }
}
