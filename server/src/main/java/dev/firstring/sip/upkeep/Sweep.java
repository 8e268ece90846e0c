package dev.firstring.sip.upkeep;

import java.util.List;
import java.util.UUID;

/**
 * Where a pass over all credentials stands, in order of id. Each batch goes on behind the last one, so that a pass over
 * millions reads each row once; at the end it begins anew, for rows that others held and rows that came meanwhile.
 * Thread-safe: two that sweep at once may pass over rows that the next pass finds.
 */
final class Sweep {

    private static final UUID START = new UUID(0, 0);

    private volatile UUID position = START;

    /** Takes the rows that need work. */
    interface Batch {
        /** Up to {@code limit} rows with ids above the given one, in order of id; those held by others are left out. */
        List<HeldRow> after(UUID id, int limit);
    }

    /**
     * The next rows, at most {@code limit}; empty only when a whole pass found none.
     *
     * @throws IllegalArgumentException if the limit is below 1
     */
    List<HeldRow> next(int limit, Batch batch) {
        if (limit < 1) {
            throw new IllegalArgumentException("a batch has one row or more");
        }
        UUID from = position;
        List<HeldRow> rows = batch.after(from, limit);
        if (rows.isEmpty() && !from.equals(START)) {
            rows = batch.after(START, limit);
        }
        position = rows.size() < limit ? START : rows.getLast().id().value();
        return rows;
    }
}
