package dev.firstring.sip.upkeep;

import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Where a pass over all credentials stands, in order of id. Each batch goes on behind the last one, so that a pass over
 * millions reads each row once; at the end it begins anew, for rows that others held and rows that came meanwhile. It goes
 * by windows of {@value #WINDOW} rows, so that no statement runs for long where little needs work. Thread-safe: two that
 * sweep at once may pass over rows that the next pass finds.
 */
final class Sweep {

    static final int WINDOW = 1000;

    private static final UUID START = new UUID(0, 0);
    private static final UUID END = new UUID(-1, -1);

    private static final String LAST_OF_WINDOW = """
            SELECT id
              FROM sip_credential
             WHERE id > ?
             ORDER BY id
            OFFSET %d
             LIMIT 1
            """.formatted(WINDOW - 1);

    private final JdbcTemplate jdbc;
    private volatile UUID position = START;

    Sweep(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Does what is to be done for the rows of a window that need it. */
    interface Batch {
        /**
         * Takes up to {@code limit} rows with ids above one and not above the other, in order of id, and changes them, in one
         * transaction; those held by others are left out.
         */
        List<HeldRow> within(UUID above, UUID upTo, int limit);
    }

    /**
     * Does the next batch, of at most {@code limit} rows, and returns how many they were; 0 only when a whole pass found
     * none, or {@code goOn} says to stop.
     *
     * @throws IllegalArgumentException if the limit is below 1
     */
    int next(int limit, BooleanSupplier goOn, Batch batch) {
        if (limit < 1) {
            throw new IllegalArgumentException("a batch has one row or more");
        }
        boolean whole = position.equals(START);
        while (goOn.getAsBoolean()) {
            UUID from = position;
            UUID to = end(from);
            List<HeldRow> rows = batch.within(from, to, limit);
            boolean last = rows.size() < limit && to.equals(END);
            position = rows.size() == limit ? rows.getLast().id().value() : last ? START : to;
            if (!rows.isEmpty() || (last && whole)) {
                return rows.size();
            }
            whole = whole || last;
        }
        return 0;
    }

    private UUID end(UUID from) {
        List<UUID> last = jdbc.query(LAST_OF_WINDOW, (row, number) -> row.getObject(1, UUID.class), from);
        return last.isEmpty() ? END : last.getFirst();
    }
}
