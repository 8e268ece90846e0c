package dev.firstring.abuse.guard;

import dev.firstring.abuse.guard.GuardSettings.WhenUnreadable;
import dev.firstring.platform.RunAgain;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.stereotype.Component;

/**
 * Isolates the service from failures of the guard's tables. When a statement that uses them fails permanently, its
 * transaction is retried without them, and they are not used for ten seconds; then the next send tries them again.
 * Meanwhile a setting decides whether sends are unguarded or rejected; both are counted in
 * {@code firstring.guard.unreadable}. Codes are verified in either case. Does not help when the whole database is
 * unavailable. Thread-safe.
 */
@Component
public class GuardAccess {

    private static final Logger LOG = LoggerFactory.getLogger(GuardAccess.class);
    private static final Duration LEFT_ALONE = Duration.ofSeconds(10);

    private final GuardSettings settings;
    private final Clock clock;
    private final Counter without;
    private volatile @Nullable Instant leftAloneUntil;

    public GuardAccess(GuardSettings settings, Clock clock, MeterRegistry meters) {
        this.settings = settings;
        this.clock = clock;
        this.without = Counter.builder("firstring.guard.unreadable")
                .description("Statements that were run without the guard because its tables cannot be read")
                .register(meters);
    }

    /**
     * Runs a send's statement with the guard or, if its tables are unreadable, without it.
     *
     * @throws RunAgain if the guard's tables turned out to be unreadable: the transaction must be retried
     * @throws DataAccessResourceFailureException if they are unreadable and the settings reject sends in this case
     */
    public <T> T send(Supplier<T> guarded, Supplier<T> unguarded) {
        if (leftAlone() && settings.whenUnreadable() == WhenUnreadable.REFUSE) {
            without.increment();
            throw new DataAccessResourceFailureException("the guard's tables cannot be read, and so nothing is sent");
        }
        return run(guarded, unguarded);
    }

    /**
     * Runs another statement with the guard or, if its tables are unreadable, without it.
     *
     * @throws RunAgain as {@link #send}
     */
    public <T> T run(Supplier<T> guarded, Supplier<T> unguarded) {
        if (leftAlone()) {
            without.increment();
            return unguarded.get();
        }
        try {
            return guarded.get();
        } catch (NonTransientDataAccessException e) {
            if (e instanceof DataAccessResourceFailureException || e instanceof DataIntegrityViolationException) {
                throw e;
            }
            throw leaveAlone(e);
        }
    }

    private boolean leftAlone() {
        Instant until = leftAloneUntil;
        return until != null && clock.instant().isBefore(until);
    }

    private RunAgain leaveAlone(DataAccessException e) {
        leftAloneUntil = clock.instant().plus(LEFT_ALONE);
        LOG.error(
                "A statement with the guard's counters failed; for {} s they are left out and sends are {}",
                LEFT_ALONE.toSeconds(),
                settings.whenUnreadable() == WhenUnreadable.REFUSE ? "refused" : "not guarded",
                e);
        return new RunAgain(e);
    }
}
