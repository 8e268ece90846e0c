package dev.firstring.onboarding.life;

import dev.firstring.platform.jobs.RepeatedWork;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Marks codes that expired without being entered, so that the table shows their actual state. Nothing depends on it:
 * readers compare a code's expiry with the clock. Runs on every node; each row is updated by one of them. Thread-safe.
 */
@Component
class ExpiredCodes implements SmartLifecycle {

    static final int BATCH = 500;

    private static final Duration PERIOD = Duration.ofMinutes(1);

    /** Reads at most one batch, by the partial index of pending codes. */
    private static final String SETTLE = """
            UPDATE verification
               SET status = 'expired', ended_at = expires_at
             WHERE id = ANY (ARRAY(SELECT id
                                     FROM verification
                                    WHERE status = 'pending' AND expires_at <= ?
                                    ORDER BY expires_at
                                    LIMIT ?
                                      FOR UPDATE SKIP LOCKED))
            """;

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final RepeatedWork work;

    ExpiredCodes(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.work = new RepeatedWork("expired-codes", PERIOD, this::settle);
    }

    /** Marks all codes that have expired by now, a batch at a time. */
    void settle(BooleanSupplier goOn) {
        Timestamp now = Timestamp.from(clock.instant());
        int settled;
        do {
            settled = jdbc.update(SETTLE, now, BATCH);
        } while (settled == BATCH && goOn.getAsBoolean());
    }

    @Override
    public void start() {
        work.start();
    }

    @Override
    public void stop() {
        work.stop();
    }

    @Override
    public boolean isRunning() {
        return work.isRunning();
    }
}
