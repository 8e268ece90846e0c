package dev.firstring.sipserver.sync;

import dev.firstring.sip.CredentialId;
import dev.firstring.sip.sync.SyncReport;
import dev.firstring.sip.sync.SyncReport.SyncStep;
import dev.firstring.sip.sync.SyncStatus;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.sync.Attempt.StepLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reports the sync progress of a credential from the database, regardless of the node that did the work. Thread-safe.
 */
@Component
public class SyncReports {

    /**
     * A server that reads the database has a change once it is committed, unless the change revokes access. A row that
     * is due is not complete, even if its revision is applied: it may be due for a request or a repair.
     */
    private static final String READ = """
            SELECT sip_server.id, sip_server.reads_database, sip_sync.steps, sip_sync.due_at,
                   sip_sync.lease_until > ? AS busy,
                   sip_sync.steps_revision >= sip_credential.revision AS current,
                   CASE WHEN sip_credential.status = 'active' THEN sip_credential.secret_revision
                        ELSE sip_credential.cut_revision END > COALESCE(sip_sync.applied_revision, 0) AS cut,
                   COALESCE(sip_sync.applied_revision, 0) < sip_credential.revision AS behind,
                   COALESCE(sip_sync.compare_asked > sip_sync.answered, FALSE) AS compare,
                   COALESCE(sip_sync.contacts_asked > sip_sync.answered OR sip_sync.contact_drops <> '{}', FALSE)
                       AS contacts,
                   sip_sync.due_at IS NULL
                       AND (COALESCE(sip_sync.applied_revision, 0) >=
                                CASE WHEN sip_server.reads_database THEN sip_credential.cut_revision
                                     ELSE sip_credential.revision END
                            OR sip_sync.credential_id IS NULL AND sip_credential.status = 'revoked') AS complete
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

    /** The progress of all servers towards the credential's current state, starting with the commit. */
    public SyncReport of(CredentialId credential) {
        List<Part> parts = parts(credential);
        List<SyncStep> steps = new ArrayList<>();
        steps.add(SyncStep.done(SyncStep.Name.DATABASE, null));
        parts.forEach(part -> steps.addAll(part.steps()));
        return report(parts, steps);
    }

    /** The progress of these servers with what was requested. */
    SyncReport of(CredentialId credential, Collection<ServerId> servers) {
        List<Part> parts = parts(credential).stream()
                .filter(part -> servers.contains(part.server()))
                .toList();
        return report(
                parts, parts.stream().flatMap(part -> part.steps().stream()).toList());
    }

    private static SyncReport report(List<Part> parts, List<SyncStep> steps) {
        boolean complete = parts.stream().allMatch(Part::complete);
        return new SyncReport(complete ? SyncStatus.SYNCED : SyncStatus.PENDING, steps);
    }

    /** Whether any node currently works on the credential, for any server. */
    boolean busy(CredentialId credential) {
        return parts(credential).stream().anyMatch(Part::busy);
    }

    private List<Part> parts(CredentialId credential) {
        return jdbc.query(READ, this::part, Timestamp.from(clock.instant()), credential.value());
    }

    private record Part(ServerId server, boolean complete, boolean busy, List<SyncStep> steps) {}

    private Part part(ResultSet row, int number) throws SQLException {
        boolean complete = row.getBoolean("complete");
        return new Part(
                new ServerId(row.getString("id")), complete, !complete && row.getBoolean("busy"), steps(row, complete));
    }

    private List<SyncStep> steps(ResultSet row, boolean complete) throws SQLException {
        String server = row.getString("id");
        String noted = row.getString("steps");
        if (noted != null && row.getBoolean("current")) {
            return List.of(json.readValue(noted, SyncStep[].class));
        }
        boolean compare = row.getBoolean("compare");
        boolean contacts = row.getBoolean("contacts");
        boolean cut = row.getBoolean("cut");
        boolean account = (!compare && !contacts) || (row.getBoolean("behind") && !row.getBoolean("reads_database"));
        return complete
                ? List.of(SyncStep.done(SyncStep.Name.ACCOUNT, server))
                : StepLog.pendingSteps(
                        server, StepLog.plan(cut, account, compare, contacts), due(row.getTimestamp("due_at")));
    }

    private Instant due(@Nullable Timestamp due) {
        Instant now = clock.instant();
        return due == null || due.toInstant().isBefore(now) ? now : due.toInstant();
    }
}
