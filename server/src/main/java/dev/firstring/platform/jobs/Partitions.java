package dev.firstring.platform.jobs;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Creates future partitions and drops expired ones, through functions of the schema's owner, since the service itself
 * owns no table. If a partition is missing, rows go to the default partition, so that no insert fails. Counted by table
 * in {@code firstring.retention.dropped} (partitions) and {@code firstring.retention.deleted} (rows of default
 * partitions). Thread-safe; several nodes may run it concurrently.
 */
public final class Partitions implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);

    /** Waiting for the lock blocks others on the table, so each attempt waits only briefly. */
    private static final int TRIES = 5;

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String MAKE = """
            SELECT make_partitions()
            """;

    private static final String DROP = """
            SELECT drop_partition(?, ?)
            """;

    private static final String FORGET_DEFAULT_ROWS = """
            SELECT forget_default_rows(?, ?, ?)
            """;

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final MeterRegistry meters;
    private final List<PartitionRule> rules;
    private volatile boolean running;

    public Partitions(JdbcTemplate jdbc, Clock clock, MeterRegistry meters, List<PartitionRule> rules) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.meters = meters;
        this.rules = List.copyOf(rules);
    }

    /**
     * Creates missing partitions, then drops those older than their table's retention.
     *
     * @throws DataAccessException the first failure, after all tables have been processed
     */
    public void run() {
        makeAhead();
        DataAccessException failure = null;
        for (PartitionRule rule : rules) {
            try {
                forget(rule);
            } catch (DataAccessException e) {
                LOG.error("could not drop partitions of {}; retrying within an hour", rule.table(), e);
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void makeAhead() {
        Integer made = jdbc.queryForObject(MAKE, Integer.class);
        if (made != null && made > 0) {
            LOG.info("created partitions: {}", made);
        }
    }

    private void forget(PartitionRule rule) {
        Instant before = clock.instant().minus(rule.keep());
        String dropped = drop(rule, before);
        while (dropped != null) {
            LOG.info("dropped partition {}: all of its rows are older than {}", dropped, before);
            meters.counter("firstring.retention.dropped", "table", rule.table()).increment();
            dropped = drop(rule, before);
        }
        int batch;
        do {
            batch = rows(rule, before);
            Retention.deleted(meters, rule.table()).increment(batch);
        } while (batch == Retention.BATCH);
    }

    private @Nullable String drop(PartitionRule rule, Instant before) {
        for (int tries = 1; ; tries++) {
            try {
                return jdbc.queryForObject(DROP, String.class, rule.table(), Timestamp.from(before));
            } catch (DataAccessException e) {
                if (tries == TRIES || !waitedTooLong(e)) {
                    throw e;
                }
            }
        }
    }

    private static boolean waitedTooLong(DataAccessException e) {
        return e.getMostSpecificCause() instanceof SQLException cause && LOCK_NOT_AVAILABLE.equals(cause.getSQLState());
    }

    private int rows(PartitionRule rule, Instant before) {
        Integer deleted = jdbc.queryForObject(
                FORGET_DEFAULT_ROWS, Integer.class, rule.table(), Timestamp.from(before), Retention.BATCH);
        return deleted == null ? 0 : deleted;
    }

    /** Creates missing partitions before the first request, in case all nodes were down for long. */
    @Override
    public void start() {
        try {
            makeAhead();
        } catch (DataAccessException e) {
            LOG.error(
                    "could not create partitions ahead of time; rows go to the default partitions until this succeeds",
                    e);
        }
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts before the web server. */
    @Override
    public int getPhase() {
        return 0;
    }
}
