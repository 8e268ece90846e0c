package dev.firstring.sipserver.drift.compare;

import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.drift.compare.SeenAccounts.Candidate;
import dev.firstring.sipserver.drift.compare.SeenAccounts.SliceRange;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Stores the accounts that a run has seen on the current server in {@code drift_seen}, and reads the credentials to
 * compare them with. A caller that writes must verify in the same transaction that it owns the run. Thread-safe.
 */
@Component
public class SeenAccountStore {

    /** The number of ids per query: twenty slices. */
    private static final int BATCH = 20 * SeenAccounts.SLICE;

    private static final UUID START = new UUID(0, 0);

    private static final String IDS = """
            SELECT id
              FROM sip_credential
             WHERE id > ?
             ORDER BY id
             LIMIT ?
            """;

    private static final String CANDIDATES = """
            SELECT id, status = 'revoked' AS revoked
              FROM sip_credential
             WHERE id > ? AND id <= ?
             ORDER BY id
            """;

    private static final String SAVE = """
            INSERT INTO drift_seen (run_id, server_id, bounds, sums)
            VALUES (?, ?, ?, ?)
                ON CONFLICT (run_id) DO UPDATE
               SET server_id = excluded.server_id, bounds = excluded.bounds, sums = excluded.sums
            """;

    private static final String LOAD = """
            SELECT bounds, sums
              FROM drift_seen
             WHERE run_id = ? AND server_id = ?
            """;

    private static final String DELETE = """
            DELETE FROM drift_seen
             WHERE run_id = ?
            """;

    private final JdbcTemplate jdbc;

    public SeenAccountStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Divides all current credentials into slices, and returns an empty set.
     *
     * @param beforeEachBatch run before each batch; throws to stop
     */
    public SeenAccounts emptySet(UUID run, Runnable beforeEachBatch) {
        LongStream.Builder bounds = LongStream.builder();
        List<UUID> ids = List.of();
        do {
            beforeEachBatch.run();
            ids = ids(ids.isEmpty() ? START : ids.getLast());
            for (int end = SeenAccounts.SLICE; end < ids.size() + SeenAccounts.SLICE; end += SeenAccounts.SLICE) {
                bounds.add(ids.get(Math.min(end, ids.size()) - 1).getMostSignificantBits());
            }
        } while (ids.size() == BATCH);
        return SeenAccounts.none(run, bounds.build().distinct().toArray());
    }

    private List<UUID> ids(UUID after) {
        return jdbc.query(IDS, (row, number) -> row.getObject(1, UUID.class), after, BATCH);
    }

    /** All credentials of these slices, in id order. */
    public List<Candidate> candidates(SliceRange slices) {
        return jdbc.query(
                CANDIDATES,
                (row, number) ->
                        new Candidate(new CredentialId(row.getObject("id", UUID.class)), row.getBoolean("revoked")),
                slices.above(),
                slices.upTo());
    }

    /** Saves the accounts seen on a server, and replaces what was saved of the run before. */
    public void save(UUID run, ServerId server, SeenAccounts seen) {
        jdbc.update(SAVE, run, server.value(), seen.bounds(), seen.sums());
    }

    /** Loads what was last saved; empty if nothing was saved for that server. */
    public Optional<SeenAccounts> load(UUID run, ServerId server) {
        return jdbc
                .query(
                        LOAD,
                        (row, number) -> SeenAccounts.of(run, row.getBytes("bounds"), row.getBytes("sums")),
                        run,
                        server.value())
                .stream()
                .findFirst();
    }

    public void delete(UUID run) {
        jdbc.update(DELETE, run);
    }
}
