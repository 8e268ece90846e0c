package dev.firstring.sipserver.sync;

import dev.firstring.sipserver.ServerId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Lists every account for a server that is new or back, a thousand at a time; the list's position is in the database, so that
 * any node goes on where another stopped. Thread-safe.
 */
@Component
class Filling {

    private static final int BATCH = 1000;

    /** A server that reads the database needs only what a commit does not do. */
    private static final String STEP = """
            WITH server AS MATERIALIZED (
                SELECT id, reads_database, fill_position
                  FROM sip_server
                 WHERE id = ? AND fill_position IS NOT NULL AND retired_at IS NULL
                   FOR UPDATE SKIP LOCKED
            ), batch AS MATERIALIZED (
                SELECT sip_credential.id, sip_credential.revision, sip_credential.status, sip_credential.cut_revision
                  FROM sip_credential, server
                 WHERE sip_credential.id > server.fill_position
                 ORDER BY sip_credential.id
                 LIMIT ?
            ), listed AS (
                INSERT INTO sip_sync (credential_id, server_id, wanted_revision, due_at)
                SELECT batch.id, server.id, batch.revision, '-infinity'
                  FROM batch, server
                 WHERE CASE WHEN server.reads_database THEN batch.cut_revision > 0
                            ELSE batch.status <> 'revoked'
                              OR EXISTS (SELECT 1
                                           FROM sip_sync AS known
                                          WHERE known.credential_id = batch.id AND known.server_id = server.id) END
                 ORDER BY batch.id
                    ON CONFLICT (credential_id, server_id) DO UPDATE
                   SET wanted_revision = GREATEST(sip_sync.wanted_revision, excluded.wanted_revision),
                       applied_revision = 0, due_at = '-infinity', attempts = 0, steps = NULL, failure = NULL
            )
            UPDATE sip_server
               SET fill_position = (SELECT id FROM batch ORDER BY id DESC LIMIT 1)
              FROM server
             WHERE sip_server.id = server.id
            RETURNING sip_server.fill_position IS NOT NULL AS more
            """;

    private final JdbcTemplate jdbc;

    Filling(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Lists the next thousand; false when there is nothing left to list, or another node is at it. */
    boolean step(ServerId server) {
        return jdbc.queryForList(STEP, Boolean.class, server.value(), BATCH).contains(true);
    }
}
