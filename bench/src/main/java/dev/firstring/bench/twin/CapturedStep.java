package dev.firstring.bench.twin;

import dev.firstring.bench.load.Step;
import java.time.Instant;
import java.util.List;

/**
 * What the database did for one step of one flow.
 *
 * @param asked just before the request was sent
 * @param answered just after the answer
 */
record CapturedStep(Step step, Instant asked, Instant answered, List<Transaction> transactions) {

    CapturedStep {
        transactions = List.copyOf(transactions);
    }

    List<List<String>> signature() {
        return transactions.stream().map(Transaction::signature).toList();
    }
}
