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
 * Writes down that codes have run out which nobody entered, so that the table says what is so. Nothing waits for it: whoever
 * reads a code looks at its time. Runs on every node; each row is taken by one. Thread-safe.
 */
@Component
class ExpiredCodes implements SmartLifecycle {

    static final int BATCH = 500;

    private static final Duration PERIOD = Duration.ofMinutes(1);

    /** Reads no more than the batch, by the index of what is waited for. */
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

    /** Settles all that have run out by now, a batch at a time. */
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
