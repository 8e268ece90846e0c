package dev.firstring.bench.twin;

import dev.firstring.bench.load.Step;
import java.time.Instant;
import java.util.List;

/**
 * The database work for one step of one flow.
 *
 * @param asked the time just before the request
 * @param answered the time just after the response
 */
record CapturedStep(Step step, Instant asked, Instant answered, List<Transaction> transactions) {

    CapturedStep {
        transactions = List.copyOf(transactions);
    }

    List<List<String>> signature() {
        return transactions.stream().map(Transaction::signature).toList();
    }
}
