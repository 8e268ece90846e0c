package dev.firstring.platform.jobs;

import java.time.Duration;

/**
 * The retention of a table, contributed as a bean by the room that owns the table.
 *
 * @param table the table, as named in metrics
 * @param delete deletes one batch of rows, for instance
 *     <pre>
 *     DELETE FROM message
 *      WHERE ctid = ANY (ARRAY(SELECT ctid FROM message WHERE created_at &lt; ?
 *                               ORDER BY created_at LIMIT ? FOR UPDATE SKIP LOCKED))
 *     </pre>
 *     The first parameter is the time before which rows are expired, the second the batch size. Rows are deleted in
 *     index order, so that a batch does not read again what earlier batches have deleted. Locked rows are left for the
 *     next run, so that retention never causes a deadlock
 * @param keep how long rows are kept, positive
 */
public record RetentionRule(String table, String delete, Duration keep) {

    /**
     * A rule that deletes rows by age only.
     *
     * @param moment the column with the age of a row; must have an index
     */
    public static RetentionRule byAge(String table, String moment, Duration keep) {
        return new RetentionRule(table, """
                DELETE FROM %s
                 WHERE ctid = ANY (ARRAY(SELECT ctid FROM %s WHERE %s < ? ORDER BY %s LIMIT ? FOR UPDATE SKIP LOCKED))
                """.formatted(table, table, moment, moment), keep);
    }

    public RetentionRule {
        if (!delete.strip().startsWith("DELETE FROM " + table + "\n")
                && !delete.strip().startsWith("DELETE FROM " + table + " ")) {
            throw new IllegalArgumentException("the statement must delete from " + table + ": " + delete);
        }
        if (!delete.contains("LIMIT ?") || delete.chars().filter(c -> c == '?').count() != 2) {
            throw new IllegalArgumentException("the statement must take a moment and a LIMIT: " + delete);
        }
        if (!delete.contains("FOR UPDATE SKIP LOCKED")) {
            throw new IllegalArgumentException("the statement must leave rows that somebody holds: " + delete);
        }
        if (!keep.isPositive()) {
            throw new IllegalArgumentException("rows of " + table + " must be kept for some time, not " + keep);
        }
    }
}
