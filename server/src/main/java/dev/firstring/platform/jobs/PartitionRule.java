package dev.firstring.platform.jobs;

import java.time.Duration;

/**
 * The retention of a time-partitioned table; the migrations define which tables are partitioned and by which interval.
 *
 * @param table the table, as named in metrics
 * @param keep the minimum age of rows to delete; a partition is dropped once all its rows are older
 */
public record PartitionRule(String table, Duration keep) {

    public PartitionRule {
        if (!keep.isPositive()) {
            throw new IllegalArgumentException("rows of " + table + " must be kept for some time, not " + keep);
        }
    }
}
