package dev.firstring.platform.jobs;

import java.time.Duration;

/**
 * What need not be kept of a table whose rows change their time again and again: an index on that time would cost each of these
 * changes more than one pass over the table a day costs. The pass goes from the first page to the last, some pages at a time.
 *
 * @param table the table, as it is named in metrics
 * @param moment what tells how old a row is: a column or an expression of it
 * @param keep how long rows are kept, positive
 */
public record PassRule(String table, String moment, Duration keep) {

    public PassRule {
        if (!table.matches("[a-z_]+") || !moment.matches("[a-z_]+(\\[1])?")) {
            throw new IllegalArgumentException("not a table and a column: " + table + ", " + moment);
        }
        if (!keep.isPositive()) {
            throw new IllegalArgumentException("rows of " + table + " must be kept for some time, not " + keep);
        }
    }

    /**
     * Deletes what is older than a moment between two pages (row ids), but no row that somebody holds: three parameters in the
     * order of from, to, moment.
     */
    String delete() {
        return """
                DELETE FROM %s
                 WHERE ctid = ANY (ARRAY(SELECT ctid
                                           FROM %s
                                          WHERE ctid >= CAST(? AS tid) AND ctid < CAST(? AS tid) AND %s < ?
                                            FOR UPDATE SKIP LOCKED))
                """.formatted(table, table, moment);
    }
}
