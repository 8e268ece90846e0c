package dev.firstring.sip.upkeep;

import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The position of a pass over all credentials in order of id. Each batch continues after the previous one, so that a
 * pass over millions of rows reads each once; at the end the pass starts again, for rows that were locked by others and
 * rows that were added. It proceeds in windows of {@value #WINDOW} rows, so that no statement runs long if few rows
 * need work. Thread-safe: concurrent sweeps may skip rows, which the next pass finds.
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

    /** Processes the rows of a window that need work. */
    interface Batch {
        /**
         * Changes, in one transaction, up to {@code limit} rows with ids greater than {@code above} and not greater
         * than {@code upTo}, in order of id; skips rows that are locked by others.
         */
        List<HeldRow> within(UUID above, UUID upTo, int limit);
    }

    /**
     * Processes the next batch of at most {@code limit} rows and returns their number. Returns 0 only if a whole pass
     * found none, or {@code goOn} returns false.
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
