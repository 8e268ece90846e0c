package dev.firstring.sipserver.sync;

import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.ServerId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Keeps what is asked of servers beyond the state of a credential, until it is done. Thread-safe. */
@Component
class ServerRequests {

    /** As many single contacts are kept for a credential and server; a phone has one or two. */
    static final int MOST_DEVICES = 32;

    private static final String KEEP = """
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

    private final JdbcTemplate jdbc;

    ServerRequests(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Asks servers to be compared with the database. */
    void compare(CredentialId credential, Collection<ServerId> servers, Instant now) {
        keep(credential, servers, true, false, null, now);
    }

    /** Asks servers to end the registrations that there are now. */
    void endContacts(CredentialId credential, Collection<ServerId> servers, Instant now) {
        keep(credential, servers, false, true, null, now);
    }

    /**
     * Asks servers to end one registration.
     *
     * @param contact {@link dev.firstring.sipserver.Registration#id}
     * @return false if a server waits for too many of them already; nothing is kept there
     */
    boolean endContact(CredentialId credential, Collection<ServerId> servers, String contact, Instant now) {
        return keep(credential, servers, false, false, contact, now) == servers.size();
    }

    private int keep(
            CredentialId credential,
            Collection<ServerId> servers,
            boolean compare,
            boolean contacts,
            @Nullable String device,
            Instant now) {
        String[] ids = servers.stream().map(ServerId::value).toArray(String[]::new);
        return jdbc.update(
                KEEP,
                compare,
                contacts,
                device,
                Timestamp.from(now),
                now.toString(),
                credential.value(),
                ids,
                MOST_DEVICES);
    }
}
