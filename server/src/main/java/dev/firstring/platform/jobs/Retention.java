package dev.firstring.platform.jobs;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Deletes what need not be kept, in batches that each are a transaction of their own, so that nothing waits long. Counted
 * in {@code firstring.retention.deleted} by table. Thread-safe.
 */
public final class Retention {

    static final int BATCH = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final List<RetentionRule> rules;
    private final Map<RetentionRule, Counter> deleted;

    public Retention(JdbcTemplate jdbc, Clock clock, MeterRegistry meters, List<RetentionRule> rules) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.rules = List.copyOf(rules);
        this.deleted = rules.stream().collect(Collectors.toMap(Function.identity(), rule -> counter(meters, rule)));
    }

    /**
     * Applies every rule. One that fails does not keep the others from being applied.
     *
     * @throws DataAccessException the first failure, after all rules were tried
     */
    public void run() {
        DataAccessException failure = null;
        for (RetentionRule rule : rules) {
            try {
                apply(rule);
            } catch (DataAccessException e) {
                LOG.error("rows of {} could not be forgotten", rule.table(), e);
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void apply(RetentionRule rule) {
        Instant before = clock.instant().minus(rule.keep());
        int batch;
        do {
            batch = jdbc.update(rule.delete(), Timestamp.from(before), BATCH);
            counterOf(rule).increment(batch);
        } while (batch == BATCH);
    }

    private Counter counterOf(RetentionRule rule) {
        Counter counter = deleted.get(rule);
        if (counter == null) {
            throw new IllegalStateException("no counter for " + rule.table());
        }
        return counter;
    }

    private static Counter counter(MeterRegistry meters, RetentionRule rule) {
        return Counter.builder("firstring.retention.deleted")
                .description("Rows deleted because they need not be kept any longer")
                .tag("table", rule.table())
                .register(meters);
    }
}
