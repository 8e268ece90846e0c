package dev.firstring.sipserver.sync;

import dev.firstring.sipserver.ServerId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Makes every account due on a server that is new or back in use, a thousand at a time. The position is stored in the database,
 * so that any node continues where another stopped. Thread-safe.
 */
@Component
class Backfill {

    /** A server is new when a node starts with it, and that node looks at once; other nodes help when they look next. */
    static final Duration LOOK = Duration.ofMinutes(1);

    /**
     * A server that reads the database needs only what a commit does not do. The batch is cut before anything is joined to it,
     * and is not looked for unless there is a list to go on with. Its size is part of the text: a plan that is made once for
     * all parameters must know it. Rows of sip_sync that others write refer to the server: its key stays free.
     */
    private static final String STEP = """
            WITH server AS MATERIALIZED (
                SELECT id, reads_database, fill_position
                  FROM sip_server
                 WHERE id = ? AND fill_position IS NOT NULL AND retired_at IS NULL
                   FOR NO KEY UPDATE SKIP LOCKED
            ), batch AS MATERIALIZED (
                SELECT page.id, page.revision, page.status, page.cut_revision
                  FROM server
                 CROSS JOIN LATERAL (
                    SELECT sip_credential.id, sip_credential.revision, sip_credential.status, sip_credential.cut_revision
                      FROM sip_credential
                     WHERE sip_credential.id > server.fill_position
                     ORDER BY sip_credential.id
                     LIMIT 1000) AS page
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
    private final Clock clock;
    private final Map<ServerId, Instant> nextLook = new ConcurrentHashMap<>();

    Backfill(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Makes the next thousand due; false when none are left, or another node is doing it. */
    boolean step(ServerId server) {
        boolean more = jdbc.queryForList(STEP, Boolean.class, server.value()).contains(true);
        nextLook.put(server, more ? Instant.MIN : clock.instant().plus(LOOK));
        return more;
    }

    /** Like {@link #step}, but asks the database only once in {@link #LOOK} while nothing was left. */
    boolean stepIfDue(ServerId server) {
        return !clock.instant().isBefore(nextLook.getOrDefault(server, Instant.MIN)) && step(server);
    }
}
