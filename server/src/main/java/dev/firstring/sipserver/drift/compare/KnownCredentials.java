package dev.firstring.sipserver.drift.compare;

import dev.firstring.platform.keys.Sealed;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.SipAddress;
import dev.firstring.sip.SipUsername;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.ServerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads what the database has of credentials, a page at a time. Thread-safe. */
@Component
public class KnownCredentials {

    /** A server that is still being filled waits for all behind the position of its list. */
    private static final String COLUMNS = """
            sip_credential.id, sip_credential.username, sip_credential.domain, sip_credential.realm,
            sip_credential.status, sip_credential.display_name, sip_credential.secret, sip_credential.secret_key_id,
            sip_credential.revision, COALESCE(sip_sync.token, 0) AS token,
            sip_sync.due_at IS NOT NULL OR COALESCE(sip_credential.id > sip_server.fill_position, FALSE) AS pending""";

    private static final String BY_ADDRESS = """
            SELECT %s
              FROM unnest(?::text[], ?::text[]) AS told (domain, username)
              JOIN sip_credential ON sip_credential.domain = told.domain AND sip_credential.username = told.username
              JOIN sip_server ON sip_server.id = ?
              LEFT JOIN sip_sync ON sip_sync.credential_id = sip_credential.id AND sip_sync.server_id = sip_server.id
            """.formatted(COLUMNS);

    private static final String BY_ID = """
            SELECT %s
              FROM sip_credential
              JOIN sip_server ON sip_server.id = ?
              LEFT JOIN sip_sync ON sip_sync.credential_id = sip_credential.id AND sip_sync.server_id = sip_server.id
             WHERE sip_credential.id = ANY (?)
            """.formatted(COLUMNS);

    /**
     * All credentials of the stretch, so that the caller knows where it ends. The limit makes of the inner query a look at
     * one row for each: joined as a whole, the server's rows were read from the first one for each stretch.
     */
    private static final String STRETCH = """
            SELECT %s,
                   sip_credential.status <> 'revoked' AND sip_credential.created_at <= ?
                       AND sip_sync.seen_run IS DISTINCT FROM ? AS unseen
              FROM sip_credential
              JOIN sip_server ON sip_server.id = ?
              LEFT JOIN LATERAL (
                       SELECT sync.token, sync.due_at, sync.seen_run
                         FROM sip_sync AS sync
                        WHERE sync.credential_id = sip_credential.id AND sync.server_id = sip_server.id
                        LIMIT 1) AS sip_sync ON TRUE
             WHERE sip_credential.id > ?
             ORDER BY sip_credential.id
             LIMIT ?
            """.formatted(COLUMNS);

    /** The order is that of everybody who locks several. */
    private static final String SEEN = """
            WITH seen AS MATERIALIZED (
                SELECT credential_id, server_id
                  FROM sip_sync
                 WHERE credential_id = ANY (?) AND server_id = ?
                 ORDER BY credential_id, server_id
                   FOR UPDATE
            )
            UPDATE sip_sync
               SET seen_run = ?
              FROM seen
             WHERE sip_sync.credential_id = seen.credential_id AND sip_sync.server_id = seen.server_id
            """;

    private final JdbcTemplate jdbc;

    public KnownCredentials(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** What the database knows of these addresses; those that the service never made are left out. */
    public Map<Aor, Known> byAddress(ServerId server, Collection<Aor> aors) {
        String[] domains = aors.stream().map(Aor::domain).toArray(String[]::new);
        String[] users = aors.stream().map(Aor::user).toArray(String[]::new);
        return jdbc.query(BY_ADDRESS, KnownCredentials::known, domains, users, server.value()).stream()
                .collect(Collectors.toMap(Known::aor, Function.identity(), (one, same) -> one));
    }

    public Map<CredentialId, Known> byId(ServerId server, Collection<CredentialId> credentials) {
        UUID[] ids = credentials.stream().map(CredentialId::value).toArray(UUID[]::new);
        return jdbc.query(BY_ID, KnownCredentials::known, server.value(), ids).stream()
                .collect(Collectors.toMap(Known::id, Function.identity()));
    }

    /** A stretch of all credentials in the order of their ids. */
    List<Stretched> stretch(UUID run, Instant started, ServerId server, UUID after, int limit) {
        return jdbc.query(
                STRETCH,
                (row, number) -> new Stretched(known(row, number), row.getBoolean("unseen")),
                Timestamp.from(started),
                run,
                server.value(),
                after,
                limit);
    }

    /** @param unseen whether the run should have seen it on the server and has not */
    record Stretched(Known known, boolean unseen) {}

    /** Notes that a run saw these on the server. Those that the sync has no row for are looked at one by one later. */
    public void seen(UUID run, ServerId server, Collection<CredentialId> credentials) {
        if (!credentials.isEmpty()) {
            UUID[] ids = credentials.stream().map(CredentialId::value).toArray(UUID[]::new);
            jdbc.update(SEEN, ids, server.value(), run);
        }
    }

    private static Known known(ResultSet row, int number) throws SQLException {
        byte @Nullable [] sealed = row.getBytes("secret");
        return new Known(
                new CredentialId(row.getObject("id", UUID.class)),
                new SipAddress(
                        new SipUsername(row.getString("username")), row.getString("domain"), row.getString("realm")),
                CredentialStatus.ofWord(row.getString("status")),
                row.getString("display_name"),
                sealed == null ? null : new Sealed(row.getInt("secret_key_id"), sealed),
                row.getBoolean("pending"),
                new Known.Stamp(row.getLong("revision"), row.getLong("token")));
    }
}
