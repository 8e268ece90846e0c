package dev.firstring.platform.jobs;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Deletes expired rows in batches. Each batch is a transaction of its own, so that locks are held only briefly. Counted
 * by table in {@code firstring.retention.deleted}. Thread-safe.
 */
public final class Retention {

    static final int BATCH = 1000;

    private static final int PAGES_A_BATCH = 128;

    private static final String PAGES = """
            SELECT pg_relation_size(CAST(? AS regclass)) / CAST(current_setting('block_size') AS bigint)
            """;

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final MeterRegistry meters;
    private final List<RetentionRule> rules;
    private final List<PassRule> passes;

    public Retention(
            JdbcTemplate jdbc, Clock clock, MeterRegistry meters, List<RetentionRule> rules, List<PassRule> passes) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.meters = meters;
        this.rules = List.copyOf(rules);
        this.passes = List.copyOf(passes);
        rules.forEach(rule -> deleted(meters, rule.table()));
        passes.forEach(rule -> deleted(meters, rule.table()));
    }

    /**
     * Applies every rule; a failed rule does not prevent the others.
     *
     * @throws DataAccessException the first failure, after all rules have been applied
     */
    public void run() {
        List<DataAccessException> failures = new ArrayList<>();
        rules.forEach(rule -> attempt(rule.table(), () -> apply(rule), failures));
        passes.forEach(rule -> attempt(rule.table(), () -> apply(rule), failures));
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    private static void attempt(String table, Runnable work, List<DataAccessException> failures) {
        try {
            work.run();
        } catch (DataAccessException e) {
            LOG.error("could not delete expired rows of {}", table, e);
            failures.add(e);
        }
    }

    private void apply(RetentionRule rule) {
        Instant before = clock.instant().minus(rule.keep());
        int batch;
        do {
            batch = jdbc.update(rule.delete(), Timestamp.from(before), BATCH);
            deleted(meters, rule.table()).increment(batch);
        } while (batch == BATCH);
    }

    private void apply(PassRule rule) {
        Timestamp before = Timestamp.from(clock.instant().minus(rule.keep()));
        Long size = jdbc.queryForObject(PAGES, Long.class, rule.table());
        long pages = size == null ? 0 : size;
        for (long page = 0; page < pages; page += PAGES_A_BATCH) {
            int batch = jdbc.update(rule.delete(), row(page), row(page + PAGES_A_BATCH), before);
            deleted(meters, rule.table()).increment(batch);
        }
    }

    private static String row(long page) {
        return "(" + page + ",0)";
    }

    /** The counter of rows deleted from a table. */
    static Counter deleted(MeterRegistry meters, String table) {
        return Counter.builder("firstring.retention.deleted")
                .description("Rows deleted because they need not be kept any longer")
                .tag("table", table)
                .register(meters);
    }
}
