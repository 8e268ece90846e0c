package dev.firstring.audit;

import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.platform.WireWord;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Counts how far people get on the way from a number to the first call: {@code firstring.funnel}, by step and country.
 * Each step is counted once, by the node that took it, after its commit; a node that dies in between does not count it.
 * What happens between the first two steps is in {@code firstring.message.outcomes} and
 * {@code firstring.message.receipts}. Thread-safe.
 */
@Component
public class Funnel {

    /** The steps in their order. */
    public enum Step implements WireWord {
        /** A session was opened for a number. */
        STARTED,
        /** The number was proved by its code. */
        VERIFIED,
        /** The session was linked to an account, which got a credential. */
        LINKED,
        /** A phone registered with the credential, for the first time. */
        REGISTERED,
        /** A call of or to the credential was answered, for the first time. */
        CALLED
    }

    private final PhoneNumbers numbers;
    private final MeterRegistry meters;

    public Funnel(PhoneNumbers numbers, MeterRegistry meters) {
        this.numbers = numbers;
        this.meters = meters;
    }

    /**
     * Counts a step: within a transaction when it commits, otherwise at once.
     *
     * @param number null if it is not known any more, which counts for the country {@code unknown}
     */
    public void reached(Step step, @Nullable PhoneNumber number) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            count(step, number);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                count(step, number);
            }
        });
    }

    private void count(Step step, @Nullable PhoneNumber number) {
        Counter.builder("firstring.funnel")
                .description("People on the way from a number to the first call, by the step that they reached")
                .tag("step", step.word())
                .tag("country", number == null ? "unknown" : numbers.region(number))
                .register(meters)
                .increment();
    }
}
