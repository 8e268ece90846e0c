package dev.firstring.sipserver.drift.repair;

import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.ServerId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Gives accounts to the sync once more. Thread-safe. */
@Component
public class RepairRows {

    /**
     * Without a cut, live contacts stay: then no more than the last cut counts as applied. With one, not even that does. A
     * row that is due is the sync's already and stays as it is.
     */
    private static final String DUE = """
            INSERT INTO sip_sync (credential_id, server_id, wanted_revision, applied_revision, due_at)
            SELECT sip_credential.id, ?, sip_credential.revision,
                   CASE WHEN status = 'active' THEN secret_revision ELSE cut_revision END - CASE WHEN ? THEN 1 ELSE 0 END,
                   '-infinity'
              FROM sip_credential
             WHERE sip_credential.id = ?
                ON CONFLICT (credential_id, server_id) DO UPDATE
               SET wanted_revision = GREATEST(sip_sync.wanted_revision, excluded.wanted_revision),
                   applied_revision = LEAST(sip_sync.applied_revision, excluded.applied_revision),
                   due_at = excluded.due_at, attempts = 0, steps = NULL, failure = NULL,
                   cut_begun = 0, cut_begun_at = NULL, cut_forgotten_at = NULL
             WHERE sip_sync.due_at IS NULL
            """;

    private static final String NOTE = """
            UPDATE drift_run
               SET repaired_at = ?
             WHERE id = ?
            """;

    private final JdbcTemplate jdbc;

    public RepairRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Makes an account due on a server.
     *
     * @param cut whether live contacts have to go
     * @return false if it is due already
     */
    boolean makeDue(CredentialId credential, ServerId server, boolean cut) {
        return jdbc.update(DUE, server.value(), cut, credential.value()) == 1;
    }

    /** Notes when a run was last repaired. */
    void note(UUID run, Instant now) {
        jdbc.update(NOTE, Timestamp.from(now), run);
    }
}
