package dev.firstring.sipserver.sync;

import dev.firstring.sip.CredentialId;
import dev.firstring.sip.sync.SyncListener;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes the results of attempts to {@code sip_sync}, and releases their leases. Thread-safe. */
@Component
class SyncResultStore {

    /**
     * Only the owner of a row writes the result. A change or a request that arrived in the meantime makes the row due
     * again at once. A node that lost the row may have reset the server to an older state, so its result makes the row
     * due as well, from the revision at which that node started.
     */
    private static final String SETTLE = """
            WITH result AS (
                SELECT credential_id, server_id, token, began, applied, seen, complete, due_at, failure, attempts,
                       cut_begun, cut_begun_at, cut_forgotten_at, steps, asked
                  FROM unnest(?::uuid[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::boolean[],
                              ?::timestamptz[], ?::text[], ?::integer[], ?::bigint[], ?::timestamptz[],
                              ?::timestamptz[], ?::jsonb[], ?::bigint[])
                       AS result (credential_id, server_id, token, began, applied, seen, complete, due_at, failure,
                                  attempts, cut_begun, cut_begun_at, cut_forgotten_at, steps, asked)
            ), held AS (
                SELECT sip_sync.credential_id, sip_sync.server_id, sip_sync.token = result.token AS mine
                  FROM sip_sync
                  JOIN result ON result.credential_id = sip_sync.credential_id
                             AND result.server_id = sip_sync.server_id
                 ORDER BY sip_sync.credential_id, sip_sync.server_id
                   FOR UPDATE OF sip_sync
            )
            UPDATE sip_sync
               SET applied_revision = CASE WHEN held.mine THEN GREATEST(sip_sync.applied_revision, result.applied)
                                           ELSE LEAST(sip_sync.applied_revision, result.began) END,
                   applied_at = CASE WHEN held.mine AND result.complete THEN ?::timestamptz
                                     ELSE sip_sync.applied_at END,
                   due_at = CASE WHEN NOT held.mine THEN '-infinity'
                                 WHEN result.seen > 0 AND sip_sync.wanted_revision > result.seen THEN '-infinity'
                                 WHEN sip_sync.asked > result.asked THEN '-infinity'
                                 ELSE result.due_at END,
                   lease_until = CASE WHEN held.mine THEN '-infinity' ELSE sip_sync.lease_until END,
                   attempts = CASE WHEN held.mine THEN result.attempts ELSE sip_sync.attempts END,
                   failure = CASE WHEN held.mine THEN result.failure ELSE sip_sync.failure END,
                   cut_begun = CASE WHEN held.mine THEN result.cut_begun ELSE sip_sync.cut_begun END,
                   cut_begun_at = CASE WHEN held.mine THEN result.cut_begun_at ELSE sip_sync.cut_begun_at END,
                   cut_forgotten_at = CASE WHEN held.mine THEN result.cut_forgotten_at
                                           ELSE sip_sync.cut_forgotten_at END,
                   steps = CASE WHEN held.mine AND result.seen > 0 THEN NULLIF(result.steps, '[]')
                                ELSE sip_sync.steps END,
                   steps_revision = CASE WHEN held.mine AND result.seen > 0 THEN result.seen
                                         ELSE sip_sync.steps_revision END,
                   answered = CASE WHEN held.mine AND result.complete THEN result.asked ELSE sip_sync.answered END,
                   contact_drops = CASE WHEN held.mine AND result.complete AND sip_sync.contact_drops <> '{}'
                                        THEN (SELECT COALESCE(jsonb_object_agg(key, value), '{}')
                                                FROM jsonb_each(sip_sync.contact_drops)
                                               WHERE (value ->> 'asked')::bigint > result.asked)
                                        ELSE sip_sync.contact_drops END
              FROM result, held
             WHERE sip_sync.credential_id = result.credential_id AND sip_sync.server_id = result.server_id
               AND held.credential_id = result.credential_id AND held.server_id = result.server_id
            """;

    private final JdbcTemplate jdbc;
    private final List<SyncListener> listeners;
    private final JsonMapper json = JsonMapper.shared();

    SyncResultStore(JdbcTemplate jdbc, List<SyncListener> listeners) {
        this.jdbc = jdbc;
        this.listeners = List.copyOf(listeners);
    }

    /** Writes the results in one statement, then notifies the listeners of the complete accounts. */
    void settle(List<Attempt> attempts, Instant now) {
        if (attempts.isEmpty()) {
            return;
        }
        List<Attempt> ordered = attempts.stream()
                .sorted(Comparator.comparing(
                                (Attempt attempt) -> attempt.work().credential().value())
                        .thenComparing(attempt -> attempt.work().server()))
                .toList();
        jdbc.update(connection -> statement(connection, ordered, now));
        List<CredentialId> complete = ordered.stream()
                .filter(Attempt::complete)
                .map(attempt -> attempt.work().credential())
                .toList();
        if (!complete.isEmpty()) {
            listeners.forEach(listener -> listener.accepted(complete));
        }
    }

    private PreparedStatement statement(Connection connection, List<Attempt> attempts, Instant now)
            throws SQLException {
        Columns columns = new Columns(connection, attempts);
        PreparedStatement statement = connection.prepareStatement(SETTLE);
        statement.setArray(1, columns.of("uuid", a -> a.work().credential().value()));
        statement.setArray(2, columns.of("text", a -> a.work().server().value()));
        statement.setArray(3, columns.of("bigint", a -> a.work().token()));
        statement.setArray(4, columns.of("bigint", a -> a.work().applied()));
        statement.setArray(5, columns.of("bigint", Attempt::applied));
        statement.setArray(6, columns.of("bigint", Attempt::seen));
        statement.setArray(7, columns.of("boolean", Attempt::complete));
        statement.setArray(8, columns.of("timestamptz", a -> text(a.due())));
        statement.setArray(9, columns.of("text", Attempt::failure));
        statement.setArray(10, columns.of("integer", Attempt::attempts));
        statement.setArray(11, columns.of("bigint", a -> a.cut().revision()));
        statement.setArray(12, columns.of("timestamptz", a -> text(a.cut().begun())));
        statement.setArray(13, columns.of("timestamptz", a -> text(a.cut().cachesDropped())));
        statement.setArray(14, columns.of("jsonb", a -> json.writeValueAsString(a.steps())));
        statement.setArray(15, columns.of("bigint", a -> a.work().requests().number()));
        statement.setTimestamp(16, Timestamp.from(now));
        return statement;
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    /** Converts attempts to arrays, one per column. */
    private record Columns(Connection connection, List<Attempt> attempts) {

        Array of(String type, Function<Attempt, @Nullable Object> column) throws SQLException {
            @Nullable Object[] values = attempts.stream().map(column).toArray();
            return connection.createArrayOf(type, values);
        }
    }
}
