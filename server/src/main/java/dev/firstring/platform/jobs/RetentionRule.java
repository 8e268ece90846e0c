package dev.firstring.platform.jobs;

import java.time.Duration;

/**
 * What need not be kept of a table: the room that owns it contributes one bean, beside those for its other tables.
 *
 * @param table the table, as it is named in metrics
 * @param delete deletes one batch of rows, for instance
 *     <pre>
 *     DELETE FROM message WHERE ctid = ANY (ARRAY(SELECT ctid FROM message WHERE created_at &lt; ? ORDER BY created_at LIMIT ?
 * FOR UPDATE SKIP LOCKED))
 *     </pre>
 *     Its first parameter is the moment up to which rows go, its second the size of a batch. Rows go in the order of an index, so that
 *     no batch reads again what the ones before it have emptied. A row that somebody holds is left for the next time: nobody waits for retention in a circle
 * @param keep how long rows are kept, positive
 */
public record RetentionRule(String table, String delete, Duration keep) {

    /**
     * The rule for a table that needs no more than its time.
     *
     * @param moment the column that tells how old a row is; it has an index
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
