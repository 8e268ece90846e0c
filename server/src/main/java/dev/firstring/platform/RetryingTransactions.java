package dev.firstring.platform;

import java.util.function.Function;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs a transaction again when another one got in its way (a row that both wanted to make, locks taken in a circle) or when
 * its work asks for it. What runs in it must start afresh each time. Thread-safe.
 */
public final class RetryingTransactions {

    private static final int MOST_RUNS = 5;

    private final TransactionTemplate transactions;

    public RetryingTransactions(TransactionTemplate transactions) {
        this.transactions = transactions;
    }

    /**
     * Runs the work in a transaction; the work may mark it for roll-back and still answer.
     *
     * @throws ConcurrencyFailureException or DuplicateKeyException if others got in the way every time
     */
    public <T> T run(Function<TransactionStatus, T> work) {
        for (int run = 1; ; run++) {
            try {
                return once(work);
            } catch (ConcurrencyFailureException | DuplicateKeyException | RunAgain e) {
                if (run == MOST_RUNS) {
                    throw e;
                }
            }
        }
    }

    private <T> T once(Function<TransactionStatus, T> work) {
        T result = transactions.execute(work::apply);
        if (result == null) {
            throw new IllegalStateException("a transaction must answer");
        }
        return result;
    }
}
