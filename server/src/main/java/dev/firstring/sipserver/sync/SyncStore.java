package dev.firstring.sipserver.sync;

import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.sync.HeldWork.CutProgress;
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
 * Stores the pending work of each server in {@code sip_sync}, and leases it. A row belongs to the node that last
 * incremented its token, until the lease expires; the token fences every later statement. Thread-safe.
 */
@Component
class SyncStore {

    /**
     * The maximum number of pending requests to end a single contact, per credential and server; a phone has one or two
     * contacts.
     */
    static final int MAX_DEVICES = 32;

    private static final String HELD = """
            sip_sync.credential_id, sip_sync.server_id, sip_sync.token, sip_sync.lease_until,
            sip_sync.applied_revision, sip_sync.attempts, sip_sync.cut_begun, sip_sync.cut_begun_at,
            sip_sync.cut_forgotten_at, sip_sync.asked,
            sip_sync.compare_asked > sip_sync.answered AS compare,
            CASE WHEN sip_sync.contacts_asked > sip_sync.answered THEN sip_sync.contacts_asked_at END AS contacts,
            sip_sync.contact_drops""";

    /** Rows are locked in the same order by all statements that lock several, to avoid deadlocks. */
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
     * Selects the due rows before it updates them by key. As a join, the generic plan for an unknown limit was a merge
     * join that read every row of the server each time.
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

    private static final String REQUEST = """
            INSERT INTO sip_sync (credential_id, server_id, wanted_revision, due_at, asked, compare_asked, contacts_asked,
                                  contacts_asked_at, contact_drops)
            SELECT sip_credential.id, sip_server.id, sip_credential.revision, '-infinity', 1,
                   CASE WHEN request.compare THEN 1 ELSE 0 END, CASE WHEN request.contacts THEN 1 ELSE 0 END,
                   CASE WHEN request.contacts THEN request.at END,
                   CASE WHEN request.device IS NULL THEN '{}'::jsonb
                        ELSE jsonb_build_object(request.device, jsonb_build_object('asked', 1, 'at', request.told_at)) END
              FROM (SELECT ?::boolean AS compare, ?::boolean AS contacts, ?::text AS device, ?::timestamptz AS at,
                           ?::text AS told_at) AS request
              JOIN sip_credential ON sip_credential.id = ?
              JOIN sip_server ON sip_server.id = ANY (?) AND sip_server.retired_at IS NULL
             ORDER BY sip_server.id
                ON CONFLICT (credential_id, server_id) DO UPDATE
               SET asked = sip_sync.asked + 1,
                   compare_asked = CASE WHEN excluded.compare_asked = 1 THEN sip_sync.asked + 1
                                        ELSE sip_sync.compare_asked END,
                   contacts_asked = CASE WHEN excluded.contacts_asked = 1 THEN sip_sync.asked + 1
                                         ELSE sip_sync.contacts_asked END,
                   contacts_asked_at = COALESCE(excluded.contacts_asked_at, sip_sync.contacts_asked_at),
                   contact_drops = CASE WHEN excluded.contact_drops = '{}' THEN sip_sync.contact_drops
                                        ELSE sip_sync.contact_drops || jsonb_build_object(
                                                 (SELECT key FROM jsonb_object_keys(excluded.contact_drops) AS key),
                                                 jsonb_build_object(
                                                     'asked', sip_sync.asked + 1,
                                                     'at', (SELECT value ->> 'at'
                                                              FROM jsonb_each(excluded.contact_drops)))) END,
                   due_at = excluded.due_at, attempts = 0, steps = NULL, failure = NULL
             WHERE excluded.contact_drops = '{}'
                OR (SELECT count(*) FROM jsonb_object_keys(sip_sync.contact_drops)) < ?
            """;

    /**
     * Resets the applied revision so that the sync repeats the work. Without ending contacts, it is reset at most to
     * the last revision that revoked access, so live contacts stay; with it, to the revision before. A row that is
     * already due is not changed.
     */
    private static final String MAKE_DUE = """
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

    private final JdbcTemplate jdbc;

    SyncStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Leases the pending work of a credential on these servers, even during its backoff. Rows leased by other nodes are
     * skipped.
     */
    List<HeldWork> claim(CredentialId credential, Collection<ServerId> servers, Instant now, Instant leaseUntil) {
        String[] ids = servers.stream().map(ServerId::value).toArray(String[]::new);
        return jdbc.query(
                CLAIM, SyncStore::held, credential.value(), ids, Timestamp.from(now), Timestamp.from(leaseUntil));
    }

    /**
     * Leases the pending work of several credentials on one server, like
     * {@link #claim(CredentialId, Collection, Instant, Instant)}.
     */
    List<HeldWork> claim(Collection<CredentialId> credentials, ServerId server, Instant now, Instant leaseUntil) {
        UUID[] ids = credentials.stream().map(CredentialId::value).toArray(UUID[]::new);
        return jdbc.query(
                CLAIM_MANY, SyncStore::held, server.value(), ids, Timestamp.from(now), Timestamp.from(leaseUntil));
    }

    /** Leases the due work of a server, longest overdue first. Two nodes never lease the same row. */
    List<HeldWork> take(ServerId server, int limit, Instant now, Instant leaseUntil) {
        Timestamp at = Timestamp.from(now);
        return jdbc.query(
                TAKE, SyncStore::held, Timestamp.from(leaseUntil), server.value(), server.value(), at, at, limit);
    }

    /** The number of accounts that are due on a server, counted up to {@code most}. */
    int pending(ServerId server, int most) {
        Integer count = jdbc.queryForObject(PENDING, Integer.class, server.value(), most);
        return count == null ? 0 : count;
    }

    /** Requests a comparison of servers with the database. */
    void compare(CredentialId credential, Collection<ServerId> servers, Instant now) {
        request(credential, servers, true, false, null, now);
    }

    /** Requests that servers end the current registrations. */
    void endContacts(CredentialId credential, Collection<ServerId> servers, Instant now) {
        request(credential, servers, false, true, null, now);
    }

    /**
     * Requests that servers end one registration.
     *
     * @param contact {@link dev.firstring.sipserver.Registration#id}
     * @return false if one of the servers already has {@link #MAX_DEVICES} such requests; none is stored for it then
     */
    boolean endContact(CredentialId credential, Collection<ServerId> servers, String contact, Instant now) {
        return request(credential, servers, false, false, contact, now) == servers.size();
    }

    private int request(
            CredentialId credential,
            Collection<ServerId> servers,
            boolean compare,
            boolean contacts,
            @Nullable String device,
            Instant now) {
        String[] ids = servers.stream().map(ServerId::value).toArray(String[]::new);
        return jdbc.update(
                REQUEST,
                compare,
                contacts,
                device,
                Timestamp.from(now),
                now.toString(),
                credential.value(),
                ids,
                MAX_DEVICES);
    }

    /**
     * Makes an account due on a server, for a repair.
     *
     * @param endsContacts whether live contacts must end
     * @return false if it is already due
     */
    boolean makeDue(CredentialId credential, ServerId server, boolean endsContacts) {
        return jdbc.update(MAKE_DUE, server.value(), endsContacts, credential.value()) == 1;
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
                new HeldWork.Requests(
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
