package dev.firstring.sipserver.sync;

import dev.firstring.sip.CredentialId;
import dev.firstring.sip.sync.SyncReport;
import dev.firstring.sip.sync.SyncStatus;
import dev.firstring.sip.sync.SyncStep;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Tells from the database how far the servers are with a credential: what any node did is seen by all. Thread-safe. */
@Component
public class SyncReports {

    private static final String READ = """
            SELECT sip_server.id, sip_sync.steps, sip_sync.due_at,
                   sip_sync.lease_until > ? AS busy,
                   sip_credential.cut_revision > COALESCE(sip_sync.applied_revision, 0) AS cut,
                   COALESCE(sip_sync.applied_revision, 0) >=
                       CASE WHEN sip_server.reads_database THEN sip_credential.cut_revision
                            ELSE sip_credential.revision END
                       OR sip_sync.credential_id IS NULL AND sip_credential.status = 'revoked' AS complete
              FROM sip_credential
              JOIN sip_server ON sip_server.retired_at IS NULL
              LEFT JOIN sip_sync ON sip_sync.credential_id = sip_credential.id AND sip_sync.server_id = sip_server.id
             WHERE sip_credential.id = ?
             ORDER BY sip_server.id
            """;

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.shared();

    SyncReports(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** How far all servers are. */
    public SyncReport of(CredentialId credential) {
        List<Part> parts = parts(credential);
        List<SyncStep> steps = new ArrayList<>();
        steps.add(SyncStep.done(SyncStep.Name.DATABASE, null));
        parts.forEach(part -> steps.addAll(part.steps()));
        boolean complete = parts.stream().allMatch(Part::complete);
        return new SyncReport(complete ? SyncStatus.SYNCED : SyncStatus.PENDING, steps);
    }

    /** Whether somebody works on it at this moment, on any server. */
    boolean busy(CredentialId credential) {
        return parts(credential).stream().anyMatch(Part::busy);
    }

    private List<Part> parts(CredentialId credential) {
        return jdbc.query(READ, this::part, Timestamp.from(clock.instant()), credential.value());
    }

    private record Part(boolean complete, boolean busy, List<SyncStep> steps) {}

    private Part part(ResultSet row, int number) throws SQLException {
        boolean complete = row.getBoolean("complete");
        return new Part(complete, !complete && row.getBoolean("busy"), steps(row, complete));
    }

    private List<SyncStep> steps(ResultSet row, boolean complete) throws SQLException {
        String server = row.getString("id");
        String noted = row.getString("steps");
        if (noted != null) {
            return List.of(json.readValue(noted, SyncStep[].class));
        }
        return complete
                ? List.of(SyncStep.done(SyncStep.Name.ACCOUNT, server))
                : StepLog.untouched(server, row.getBoolean("cut"), due(row.getTimestamp("due_at")));
    }

    private Instant due(@Nullable Timestamp due) {
        Instant now = clock.instant();
        return due == null || due.toInstant().isBefore(now) ? now : due.toInstant();
    }
}
