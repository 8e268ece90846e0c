package dev.firstring.sipserver.drift;

import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.drift.finding.DriftFinding;
import dev.firstring.sipserver.drift.finding.DriftFindings;
import dev.firstring.sipserver.drift.finding.DriftKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Tells what comparisons came to: what any node found is seen by all. Thread-safe. */
@Component
public class DriftReports {

    /** Findings a page, at most. */
    public static final int MOST = 100;

    private static final String COLUMNS = """
            id, servers, started_by, started_at, ended_at, compared, failures, repaired_at""";

    private static final String LAST = """
            SELECT %s
              FROM drift_run
             WHERE ended_at IS NOT NULL
             ORDER BY started_at DESC, id DESC
             LIMIT 1
            """.formatted(COLUMNS);

    private static final String OF = """
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
    private final DriftFindings findings;
    private final JsonMapper json = JsonMapper.shared();

    public DriftReports(JdbcTemplate jdbc, DriftFindings findings) {
        this.jdbc = jdbc;
        this.findings = findings;
    }

    /** The last run that has ended; empty if none ever has, or that is 30 days ago. */
    public Optional<DriftReport> last() {
        return jdbc.query(LAST, this::report).stream().findFirst();
    }

    /** The run that is under way, with what it found so far. */
    public Optional<DriftReport> underWay() {
        return jdbc.query(UNDER_WAY, this::report).stream().findFirst();
    }

    public Optional<DriftReport> of(UUID run) {
        return jdbc.query(OF, this::report, run).stream().findFirst();
    }

    /**
     * A page of what a run found, in the order in which it was found.
     *
     * @param server null for all servers
     * @param kind null for all kinds but {@link DriftKind#FOREIGN}, which is asked for apart
     * @param after the id of the last finding of the page before; 0 to begin
     * @param limit 1 to {@value #MOST}
     */
    public List<DriftFinding> findings(
            UUID run, @Nullable ServerId server, @Nullable DriftKind kind, long after, int limit) {
        return findings.page(run, server, kind, after, Math.clamp(limit, 1, MOST));
    }

    private DriftReport report(ResultSet row, int number) throws SQLException {
        UUID run = row.getObject("id", UUID.class);
        Timestamp ended = row.getTimestamp("ended_at");
        Timestamp repaired = row.getTimestamp("repaired_at");
        Map<String, String> failures = json.readValue(row.getString("failures"), new TypeReference<>() {});
        return new DriftReport(
                run,
                List.of((String[]) row.getArray("servers").getArray()),
                row.getString("started_by"),
                row.getTimestamp("started_at").toInstant(),
                ended == null ? null : ended.toInstant(),
                row.getLong("compared"),
                failures,
                findings.counts(run),
                repaired == null ? null : repaired.toInstant());
    }
}
