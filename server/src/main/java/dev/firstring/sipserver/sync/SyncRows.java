package dev.firstring.sipserver.sync;

import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.ServerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rows of {@code sip_sync} that are worked on. A row belongs to whoever raised its token last, until its lease ends; the
 * token is the fence of every later statement. Thread-safe.
 */
@Component
class SyncRows {

    private static final String HELD = """
            sip_sync.credential_id, sip_sync.server_id, sip_sync.token, sip_sync.lease_until,
            sip_sync.applied_revision, sip_sync.attempts, sip_sync.cut_begun, sip_sync.cut_begun_at,
            sip_sync.cut_forgotten_at, sip_sync.asked,
            sip_sync.compare_asked > sip_sync.answered AS compare,
            CASE WHEN sip_sync.contacts_asked > sip_sync.answered THEN sip_sync.contacts_asked_at END AS contacts,
            sip_sync.contact_drops""";

    /** The order of rows is that of everybody who takes several, so that two never wait for each other in a circle. */
    private static final String CLAIM = """
            WITH due AS MATERIALIZED (
                SELECT credential_id, server_id
                  FROM sip_sync
                 WHERE credential_id = ? AND server_id = ANY (?) AND due_at IS NOT NULL AND lease_until <= ?
                 ORDER BY server_id
                   FOR UPDATE
            )
            UPDATE sip_sync
               SET token = token + 1, lease_until = ?
              FROM due
             WHERE sip_sync.credential_id = due.credential_id AND sip_sync.server_id = due.server_id
            RETURNING %s
            """.formatted(HELD);

    private static final String CLAIM_MANY = """
            WITH due AS MATERIALIZED (
                SELECT credential_id, server_id
                  FROM sip_sync
                 WHERE server_id = ? AND credential_id = ANY (?) AND due_at IS NOT NULL AND lease_until <= ?
                 ORDER BY credential_id
                   FOR UPDATE
            )
            UPDATE sip_sync
               SET token = token + 1, lease_until = ?
              FROM due
             WHERE sip_sync.credential_id = due.credential_id AND sip_sync.server_id = due.server_id
            RETURNING %s
            """.formatted(HELD);

    /**
     * The few that are due are found before the rows are looked up by their key. As a join, which a plan for any limit makes
     * a merge of both, it read every row of the server each time.
     */
    private static final String TAKE = """
            UPDATE sip_sync
               SET token = token + 1, lease_until = ?
             WHERE sip_sync.server_id = ?
               AND sip_sync.credential_id = ANY (ARRAY(
                       SELECT due.credential_id
                         FROM sip_sync AS due
                        WHERE due.server_id = ? AND due.due_at <= ? AND due.lease_until <= ?
                        ORDER BY due.due_at
                        LIMIT ?
                          FOR UPDATE SKIP LOCKED))
            RETURNING %s
            """.formatted(HELD);

    private static final String PENDING = """
            SELECT count(*)
              FROM (SELECT 1
                      FROM sip_sync
                     WHERE server_id = ? AND due_at IS NOT NULL
                     LIMIT ?) AS due
            """;

    private final JdbcTemplate jdbc;

    SyncRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes what one credential needs on these servers, whether its pause is over or not; not what others work on. */
    List<HeldWork> claim(CredentialId credential, Collection<ServerId> servers, Instant now, Instant leaseUntil) {
        String[] ids = servers.stream().map(ServerId::value).toArray(String[]::new);
        return jdbc.query(
                CLAIM, SyncRows::held, credential.value(), ids, Timestamp.from(now), Timestamp.from(leaseUntil));
    }

    /** Takes what several credentials need on one server, as {@link #claim(CredentialId, Collection, Instant, Instant)}. */
    List<HeldWork> claim(Collection<CredentialId> credentials, ServerId server, Instant now, Instant leaseUntil) {
        UUID[] ids = credentials.stream().map(CredentialId::value).toArray(UUID[]::new);
        return jdbc.query(
                CLAIM_MANY, SyncRows::held, server.value(), ids, Timestamp.from(now), Timestamp.from(leaseUntil));
    }

    /** Takes what is due on a server, the longest due first. Two nodes never take the same. */
    List<HeldWork> take(ServerId server, int limit, Instant now, Instant leaseUntil) {
        Timestamp at = Timestamp.from(now);
        return jdbc.query(
                TAKE, SyncRows::held, Timestamp.from(leaseUntil), server.value(), server.value(), at, at, limit);
    }

    /** How many accounts a server waits for, up to {@code most}. */
    int pending(ServerId server, int most) {
        Integer count = jdbc.queryForObject(PENDING, Integer.class, server.value(), most);
        return count == null ? 0 : count;
    }

    private static HeldWork held(ResultSet row, int number) throws SQLException {
        return new HeldWork(
                new CredentialId(row.getObject("credential_id", UUID.class)),
                new ServerId(row.getString("server_id")),
                row.getLong("token"),
                row.getTimestamp("lease_until").toInstant(),
                row.getLong("applied_revision"),
                row.getInt("attempts"),
                new CutProgress(
                        row.getLong("cut_begun"),
                        instant(row.getTimestamp("cut_begun_at")),
                        instant(row.getTimestamp("cut_forgotten_at"))),
                new Asked(
                        row.getLong("asked"),
                        row.getBoolean("compare"),
                        instant(row.getTimestamp("contacts")),
                        devices(row.getString("contact_drops"))));
    }

    private static Map<String, Instant> devices(String drops) {
        if (drops.equals("{}")) {
            return Map.of();
        }
        Map<String, Instant> devices = new HashMap<>();
        JsonMapper.shared()
                .readTree(drops)
                .properties()
                .forEach(drop -> devices.put(
                        drop.getKey(), Instant.parse(drop.getValue().path("at").asString())));
        return devices;
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
