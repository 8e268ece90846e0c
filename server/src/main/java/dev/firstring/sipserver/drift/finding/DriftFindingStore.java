package dev.firstring.sipserver.drift.finding;

import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.drift.finding.DriftFinding.Difference;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Stores the findings of runs in {@code drift_finding}. Thread-safe. */
@Component
public class DriftFindingStore {

    /** The maximum number of findings per page. */
    public static final int MAX_PAGE = 100;

    /** Comparing a page again adds no duplicates. */
    private static final String ADD = """
            INSERT INTO drift_finding (run_id, server_id, kind, aor, credential_id, detail)
            SELECT ?, ?, kind, aor, credential_id, detail
              FROM unnest(?::text[], ?::text[], ?::uuid[], ?::text[]) AS found (kind, aor, credential_id, detail)
                ON CONFLICT (run_id, server_id, kind, aor) DO NOTHING
            """;

    private static final String FORGET_MISSING = """
            DELETE FROM drift_finding
             WHERE run_id = ? AND server_id = ? AND kind = 'missing'
            """;

    private static final String COUNTS = """
            SELECT server_id, kind, count(*) AS found, count(repaired_at) AS repaired
              FROM drift_finding
             WHERE run_id = ?
             GROUP BY server_id, kind
             ORDER BY server_id, kind
            """;

    private static final String PAGE = """
            SELECT id, server_id, kind, aor, credential_id, detail, repaired_at
              FROM drift_finding
             WHERE run_id = ? AND id > ?
               AND server_id = COALESCE(?, server_id)
               AND CASE WHEN ?::text IS NULL THEN kind <> 'foreign' ELSE kind = ? END
             ORDER BY id
             LIMIT ?
            """;

    private static final String REPAIRABLE = """
            SELECT id, server_id, kind, aor, credential_id, detail, repaired_at
              FROM drift_finding
             WHERE run_id = ? AND id > ? AND server_id = ? AND repaired_at IS NULL AND kind <> 'foreign'
             ORDER BY id
             LIMIT ?
            """;

    private static final String REPAIRED = """
            WITH held AS MATERIALIZED (
                SELECT run_id, id
                  FROM drift_finding
                 WHERE run_id = ? AND id = ANY (?) AND repaired_at IS NULL
                 ORDER BY id
                   FOR NO KEY UPDATE
            )
            UPDATE drift_finding
               SET repaired_at = ?
              FROM held
             WHERE drift_finding.run_id = held.run_id AND drift_finding.id = held.id
            """;

    private final JdbcTemplate jdbc;

    public DriftFindingStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds the findings of a run. Existing findings are not changed. */
    public void add(UUID run, ServerId server, List<Difference> found) {
        if (!found.isEmpty()) {
            jdbc.update(connection -> adding(connection, run, server, found));
        }
    }

    /**
     * Deletes the {@link DriftKind#MISSING} findings of a server that was not listed completely: the rest of its list
     * may contain those accounts.
     */
    public void deleteMissing(UUID run, ServerId server) {
        jdbc.update(FORGET_MISSING, run, server.value());
    }

    public List<DriftReport.Count> counts(UUID run) {
        return jdbc.query(
                COUNTS,
                (row, number) -> new DriftReport.Count(
                        new ServerId(row.getString("server_id")),
                        DriftKind.ofWord(row.getString("kind")),
                        row.getLong("found"),
                        row.getLong("repaired")),
                run);
    }

    /**
     * A page of findings, in the order in which they were found.
     *
     * @param server null for all servers
     * @param kind null for all kinds except {@link DriftKind#FOREIGN}, which must be queried explicitly
     * @param after the id of the last finding of the previous page; 0 for the first page
     * @param limit 1 to {@value #MAX_PAGE}
     */
    public List<DriftFinding> page(
            UUID run, @Nullable ServerId server, @Nullable DriftKind kind, long after, int limit) {
        String word = kind == null ? null : kind.word();
        return jdbc.query(
                PAGE,
                DriftFindingStore::finding,
                run,
                after,
                server == null ? null : server.value(),
                word,
                word,
                Math.clamp(limit, 1, MAX_PAGE));
    }

    /** A page of the findings on a server that can be repaired and are not repaired yet. */
    public List<DriftFinding> repairable(UUID run, ServerId server, long after, int limit) {
        return jdbc.query(REPAIRABLE, DriftFindingStore::finding, run, after, server.value(), limit);
    }

    public void repaired(UUID run, Collection<Long> ids, Instant now) {
        jdbc.update(REPAIRED, run, ids.toArray(Long[]::new), Timestamp.from(now));
    }

    private static PreparedStatement adding(Connection connection, UUID run, ServerId server, List<Difference> found)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(ADD);
        statement.setObject(1, run);
        statement.setString(2, server.value());
        statement.setArray(
                3,
                connection.createArrayOf("text", column(found, one -> one.kind().word())));
        statement.setArray(
                4,
                connection.createArrayOf("text", column(found, one -> one.aor().toString())));
        statement.setArray(5, connection.createArrayOf("uuid", column(found, DriftFindingStore::credential)));
        statement.setArray(6, connection.createArrayOf("text", column(found, Difference::detail)));
        return statement;
    }

    private static @Nullable Object[] column(List<Difference> found, Function<Difference, @Nullable Object> column) {
        return found.stream().map(column).toArray();
    }

    private static @Nullable UUID credential(Difference difference) {
        CredentialId id = difference.credential();
        return id == null ? null : id.value();
    }

    private static DriftFinding finding(ResultSet row, int number) throws SQLException {
        UUID credential = row.getObject("credential_id", UUID.class);
        Timestamp repaired = row.getTimestamp("repaired_at");
        return new DriftFinding(
                row.getLong("id"),
                new ServerId(row.getString("server_id")),
                new Difference(
                        DriftKind.ofWord(row.getString("kind")),
                        Aor.parse(row.getString("aor")).orElseThrow(),
                        credential == null ? null : new CredentialId(credential),
                        row.getString("detail")),
                repaired == null ? null : repaired.toInstant());
    }
}
