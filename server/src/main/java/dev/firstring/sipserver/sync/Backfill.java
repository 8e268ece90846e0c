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
 * Makes every account due on a server that is new or back in use, a thousand at a time. The position is stored in the
 * database, so any node can resume. Thread-safe.
 */
@Component
class Backfill {

    /**
     * How often a node checks for a server to fill. The node that starts with a new server checks at once; the others
     * join at their next check.
     */
    static final Duration LOOK = Duration.ofMinutes(1);

    /**
     * A server that reads the database needs only cuts. The batch is limited before the joins, and not read unless a
     * backfill is in progress. The limit is a literal, because a generic plan must know it. {@code FOR NO KEY UPDATE}
     * does not block inserts of {@code sip_sync} rows that reference the server.
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

    /** Makes the next thousand accounts due; false if none are left, or another node is working on them. */
    boolean step(ServerId server) {
        boolean more = jdbc.queryForList(STEP, Boolean.class, server.value()).contains(true);
        nextLook.put(server, more ? Instant.MIN : clock.instant().plus(LOOK));
        return more;
    }

    /** Like {@link #step}, but queries the database only once per {@link #LOOK} if nothing was left. */
    boolean stepIfDue(ServerId server) {
        return !clock.instant().isBefore(nextLook.getOrDefault(server, Instant.MIN)) && step(server);
    }
}
