package dev.firstring.platform.jobs;

import java.time.Duration;

/**
 * A retention rule for a table whose rows change their time often: maintaining an index on it would cost more than one
 * full scan a day. The scan runs from the first page to the last, a range of pages at a time.
 *
 * @param table the table, as named in metrics
 * @param moment the column, or array element of a column, with the age of a row
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
     * Deletes rows of a range of pages that are older than a given time and not locked by others. Three parameters, in
     * this order: first row id, row id of the end (exclusive), time.
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
