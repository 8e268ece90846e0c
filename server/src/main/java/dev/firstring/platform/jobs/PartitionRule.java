package dev.firstring.platform.jobs;

import java.time.Duration;

/**
 * How long a table in partitions by time is kept; the migrations say which tables these are and how they are cut.
 *
 * @param table the table, as it is named in metrics
 * @param keep how long rows are kept at least; a partition is dropped once all its rows are older
 */
public record PartitionRule(String table, Duration keep) {

    public PartitionRule {
        if (!keep.isPositive()) {
            throw new IllegalArgumentException("rows of " + table + " must be kept for some time, not " + keep);
        }
    }
}
