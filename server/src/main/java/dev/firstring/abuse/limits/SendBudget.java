package dev.firstring.abuse.limits;

import dev.firstring.platform.RetryingTransactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Charges the budget of the whole service when other transactions hold every shard with remaining budget: near the end
 * of a minute's budget, or with more concurrent senders than shards. Thread-safe.
 *
 * <p>Each statement waits for one shard only, and the next one sees which shards were full before it began. So a
 * waiting transaction holds no shard that others could still charge, which prevents deadlocks.
 */
final class SendBudget {

    private static final int SHARDS = 32;

    private static final String WAIT_A_SECOND_AT_MOST = """
            SET LOCAL lock_timeout = '1s'
            """;

    private static final String TAKE_WAITING = """
            WITH given AS (
                SELECT CAST(? AS integer) AS minute_budget, CAST(? AS integer) AS day_budget,
                       CAST(? AS timestamptz) AS minute, CAST(? AS timestamptz) AS day
            ), candidate AS (
                SELECT budget.shard
                  FROM send_budget AS budget CROSS JOIN given
                 WHERE CASE WHEN budget.minute_start < given.minute THEN 0 ELSE budget.minute_spent END
                        < given.minute_budget / 32 + CASE WHEN budget.shard < given.minute_budget % 32 THEN 1 ELSE 0 END
                   AND CASE WHEN budget.day_start < given.day THEN 0 ELSE budget.day_spent END
                        < given.day_budget / 32 + CASE WHEN budget.shard < given.day_budget % 32 THEN 1 ELSE 0 END
                 ORDER BY random() LIMIT 1
            ), spent AS (
                UPDATE send_budget AS budget
                   SET minute_spent = CASE WHEN minute_start < given.minute THEN 1 ELSE minute_spent + 1 END,
                       minute_start = GREATEST(minute_start, given.minute),
                       day_spent = CASE WHEN day_start < given.day THEN 1 ELSE day_spent + 1 END,
                       day_start = GREATEST(day_start, given.day)
                  FROM given
                 WHERE budget.shard = (SELECT candidate.shard FROM candidate)
                   AND CASE WHEN budget.minute_start < given.minute THEN 0 ELSE budget.minute_spent END
                        < given.minute_budget / 32 + CASE WHEN budget.shard < given.minute_budget % 32 THEN 1 ELSE 0 END
                   AND CASE WHEN budget.day_start < given.day THEN 0 ELSE budget.day_spent END
                        < given.day_budget / 32 + CASE WHEN budget.shard < given.day_budget % 32 THEN 1 ELSE 0 END
                RETURNING budget.shard
            )
            SELECT (SELECT candidate.shard FROM candidate) AS waited_for, (SELECT spent.shard FROM spent) AS shard
            """;

    private final JdbcTemplate jdbc;
    private final LimitSettings settings;

    SendBudget(JdbcTemplate jdbc, LimitSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    private record Try(boolean hadRoom, @Nullable Integer shard) {

        static Try read(ResultSet row, int index) throws SQLException {
            return new Try(row.getObject("waited_for") != null, row.getObject("shard", Integer.class));
        }
    }

    /**
     * Charges a shard, after waiting for the transactions that hold it, and returns it; null if the budget is spent.
     * Runs in the caller's transaction, which waits at most one second for any lock from then on.
     *
     * @throws RetryingTransactions.RetryRequested if every shard filled up during the wait
     */
    @Nullable
    Integer takeWaiting(Instant now) {
        jdbc.execute(WAIT_A_SECOND_AT_MOST);
        for (int tries = 0; tries < SHARDS; tries++) {
            Try last = takeOne(now);
            if (last.shard() != null || !last.hadRoom()) {
                return last.shard();
            }
        }
        throw new RetryingTransactions.RetryRequested("every shard of the budget was filled while it was waited for");
    }

    private Try takeOne(Instant now) {
        return jdbc.query(
                        TAKE_WAITING,
                        Try::read,
                        settings.serviceMinute(),
                        settings.serviceDay(),
                        Timestamp.from(now.truncatedTo(ChronoUnit.MINUTES)),
                        Timestamp.from(now.truncatedTo(ChronoUnit.DAYS)))
                .getFirst();
    }
}
