package dev.firstring.sipserver.drift;

import dev.firstring.platform.Ids;
import dev.firstring.sipserver.drift.HeldRun.Position;
import dev.firstring.sipserver.drift.StartCheckOutcome.InProgress;
import dev.firstring.sipserver.drift.StartCheckOutcome.Started;
import dev.firstring.sipserver.drift.finding.DriftFindingStore;
import dev.firstring.sipserver.drift.finding.DriftReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stores runs and their leases in {@code drift_run}, and reports on runs of any node. At most one run is in progress.
 * It belongs to the node that last incremented its token, until the lease expires; the token fences every later
 * statement. Thread-safe.
 */
@Component
public class DriftRunStore {

    private static final String START = """
            INSERT INTO drift_run (id, started_at, started_by, servers, position)
            VALUES (?, ?, ?, ?, ?::jsonb)
                ON CONFLICT ((ended_at IS NULL)) WHERE ended_at IS NULL DO NOTHING
            """;

    private static final String ID_IN_PROGRESS = """
            SELECT id
              FROM drift_run
             WHERE ended_at IS NULL
            """;

    private static final String LEASE = """
            UPDATE drift_run
               SET token = token + 1, lease_until = ?
             WHERE ended_at IS NULL AND lease_until <= ?
            RETURNING id, servers, position, token, lease_until, compared
            """;

    private static final String RENEW = """
            UPDATE drift_run
               SET lease_until = ?
             WHERE id = ? AND token = ? AND ended_at IS NULL
            """;

    private static final String ADVANCE = """
            UPDATE drift_run
               SET position = ?::jsonb, compared = ?, failures = failures || ?::jsonb, lease_until = ?,
                   ended_at = ?
             WHERE id = ? AND token = ? AND ended_at IS NULL
            """;

    private static final String IN_USE = """
            SELECT EXISTS (SELECT 1 FROM sip_server WHERE id = ? AND retired_at IS NULL)
            """;

    private static final String REPAIRED = """
            UPDATE drift_run
               SET repaired_at = ?
             WHERE id = ?
            """;

    private static final String COLUMNS = """
            id, servers, started_by, started_at, ended_at, compared, failures, repaired_at""";

    private static final String LAST = """
            SELECT %s
              FROM drift_run
             WHERE ended_at IS NOT NULL
             ORDER BY started_at DESC, id DESC
             LIMIT 1
            """.formatted(COLUMNS);

    private static final String BY_ID = """
            SELECT %s
              FROM drift_run
             WHERE id = ?
            """.formatted(COLUMNS);

    private static final String UNDER_WAY = """
            SELECT %s
              FROM drift_run
             WHERE ended_at IS NULL
            """.formatted(COLUMNS);

    private final JdbcTemplate jdbc;
    private final DriftFindingStore findings;
    private final Ids ids;
    private final JsonMapper json = JsonMapper.shared();

    public DriftRunStore(JdbcTemplate jdbc, DriftFindingStore findings, Ids ids) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.findings = findings;
    }

    /** Starts a run, unless one is in progress. Of several concurrent calls, one starts a run. */
    StartCheckOutcome start(List<String> servers, String actor, Instant now) {
        UUID id = ids.next();
        String first = json.writeValueAsString(Position.startOf(servers.getFirst()));
        while (true) {
            int inserted = jdbc.update(START, id, Timestamp.from(now), actor, servers.toArray(String[]::new), first);
            if (inserted == 1) {
                return new Started(id);
            }
            Optional<UUID> other =
                    jdbc.queryForList(ID_IN_PROGRESS, UUID.class).stream().findFirst();
            if (other.isPresent()) {
                return new InProgress(other.get());
            }
            // The other run ended between the two statements.
        }
    }

    /** Leases the run in progress; empty if there is none, or another node holds the lease. */
    Optional<HeldRun> lease(Instant now, Instant until) {
        return jdbc.query(LEASE, this::held, Timestamp.from(until), Timestamp.from(now)).stream()
                .findFirst();
    }

    /** Sets the end of the lease; false if another node owns the run. */
    boolean renew(HeldRun run, Instant until) {
        return jdbc.update(RENEW, Timestamp.from(until), run.id(), run.token()) == 1;
    }

    /**
     * Writes the position of the run, or that it has ended.
     *
     * @param failures the servers that were skipped since the last call, and why
     * @return false if another node owns the run
     */
    boolean advance(HeldRun run, Map<String, String> failures, Instant now) {
        Position position = run.position();
        int written = jdbc.update(
                ADVANCE,
                position == null ? null : json.writeValueAsString(position),
                run.compared(),
                json.writeValueAsString(failures),
                Timestamp.from(run.leaseUntil()),
                position == null ? Timestamp.from(now) : null,
                run.id(),
                run.token());
        return written == 1;
    }

    /** Whether the server is in use, so that changes are recorded for it. */
    boolean isInUse(String server) {
        return Boolean.TRUE.equals(jdbc.queryForObject(IN_USE, Boolean.class, server));
    }

    /** Records when a run was last repaired. */
    void repaired(UUID run, Instant now) {
        jdbc.update(REPAIRED, Timestamp.from(now), run);
    }

    /** The last run that has ended; empty if there was none in the last 30 days. */
    public Optional<DriftReport> last() {
        return jdbc.query(LAST, this::toReport).stream().findFirst();
    }

    /** The run in progress, with its findings so far. */
    public Optional<DriftReport> underWay() {
        return jdbc.query(UNDER_WAY, this::toReport).stream().findFirst();
    }

    public Optional<DriftReport> report(UUID run) {
        return jdbc.query(BY_ID, this::toReport, run).stream().findFirst();
    }

    private HeldRun held(ResultSet row, int number) throws SQLException {
        return new HeldRun(
                row.getObject("id", UUID.class),
                servers(row),
                json.readValue(row.getString("position"), Position.class),
                row.getLong("token"),
                row.getTimestamp("lease_until").toInstant(),
                row.getLong("compared"));
    }

    private DriftReport toReport(ResultSet row, int number) throws SQLException {
        UUID run = row.getObject("id", UUID.class);
        Map<String, String> failures = json.readValue(row.getString("failures"), new TypeReference<>() {});
        return new DriftReport(
                run,
                servers(row),
                row.getString("started_by"),
                row.getTimestamp("started_at").toInstant(),
                instant(row.getTimestamp("ended_at")),
                row.getLong("compared"),
                failures,
                findings.counts(run),
                instant(row.getTimestamp("repaired_at")));
    }

    private static List<String> servers(ResultSet row) throws SQLException {
        return List.of((String[]) row.getArray("servers").getArray());
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
