package dev.firstring.platform;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Retries a transaction after a conflict with another one (SQLSTATE 40001, 40P01, 55P03) or if its work requests it
 * ({@link RetryRequested}); all other failures are thrown to the caller. It waits between attempts with exponential
 * backoff and jitter, without holding a connection, and gives up after three seconds. The work runs once per attempt
 * and must keep no state between attempts. Thread-safe.
 */
public final class RetryingTransactions {

    /** Serialization failure, deadlock, lock not available. */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "55P03");

    private static final Duration FIRST_PAUSE = Duration.ofMillis(4);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_TIME = Duration.ofSeconds(3);

    private final TransactionTemplate transactions;
    private final MeterRegistry meters;

    public RetryingTransactions(TransactionTemplate transactions, MeterRegistry meters) {
        this.transactions = transactions;
        this.meters = meters;
    }

    /**
     * Runs the work in a transaction; the work may mark it for rollback and still return a result. Within an active
     * transaction it runs once, as part of that transaction.
     *
     * @throws ConcurrencyFailureException if conflicts persist for three seconds
     */
    public <T> T run(Function<TransactionStatus, T> work) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return attempt(work);
        }
        long end = System.nanoTime() + LONGEST_TIME.toNanos();
        for (Duration pause = FIRST_PAUSE; ; pause = longer(pause)) {
            try {
                return attempt(work);
            } catch (RuntimeException e) {
                String why = reason(e).orElseThrow(() -> e);
                if (System.nanoTime() - end >= 0) {
                    throw new ConcurrencyFailureException("other transactions got in the way for too long", e);
                }
                count(why);
                pause(pause, e);
            }
        }
    }

    /**
     * Like {@link #run}, for work without a result.
     *
     * @throws ConcurrencyFailureException if conflicts persist for three seconds
     */
    public void runWithoutResult(Consumer<TransactionStatus> work) {
        run(status -> {
            work.accept(status);
            return true;
        });
    }

    private <T> T attempt(Function<TransactionStatus, T> work) {
        T result = transactions.execute(work::apply);
        if (result == null) {
            throw new IllegalStateException("a transaction must answer");
        }
        return result;
    }

    /** The reason to retry, for the metric: an SQLSTATE or {@code asked}; empty if the failure is not retryable. */
    private static Optional<String> reason(RuntimeException e) {
        Optional<String> state = stateOf(e);
        return e instanceof RetryRequested ? Optional.of(state.orElse("asked")) : state.filter(CONFLICTS::contains);
    }

    private static Optional<String> stateOf(Throwable thrown) {
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return Optional.of(sql.getSQLState());
            }
        }
        return Optional.empty();
    }

    private void count(String why) {
        Counter.builder("firstring.transactions.retries")
                .description("Transactions that ran again because another one got in their way")
                .tag("reason", why)
                .register(meters)
                .increment();
    }

    /**
     * Sleeps for a random time between half of the pause and all of it, so that colliding transactions do not collide
     * again.
     */
    private static void pause(Duration pause, RuntimeException failure) {
        long most = pause.toNanos();
        try {
            Thread.sleep(Duration.ofNanos(ThreadLocalRandom.current().nextLong(most / 2, most)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    /**
     * Aborts an attempt of {@link RetryingTransactions} and requests another one in a new transaction. Thrown if the
     * current transaction cannot continue, because the database aborted it or another transaction was first, but a
     * retry can succeed.
     */
    public static final class RetryRequested extends RuntimeException {

        /** @param cause the failure; reported if no attempt is left */
        public RetryRequested(Throwable cause) {
            super("to be run again in a new transaction", cause);
        }

        /** @param reason what another transaction changed concurrently */
        public RetryRequested(String reason) {
            super(reason, null, false, false);
        }
    }
}
