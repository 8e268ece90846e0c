package dev.firstring.sipserver.drift.compare;

import dev.firstring.platform.keys.SecretBox;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.SipAddress;
import dev.firstring.sip.SipUsername;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.ServerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads credentials and the state of their sync, a page at a time. Thread-safe. */
@Component
public class KnownCredentialStore {

    /** While a server is being backfilled, every credential after its position is pending. */
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

    private final JdbcTemplate jdbc;

    public KnownCredentialStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The credentials of these addresses; addresses that the service did not create are omitted. */
    public Map<Aor, KnownCredential> byAddress(ServerId server, Collection<Aor> aors) {
        String[] domains = aors.stream().map(Aor::domain).toArray(String[]::new);
        String[] users = aors.stream().map(Aor::user).toArray(String[]::new);
        return jdbc.query(BY_ADDRESS, KnownCredentialStore::known, domains, users, server.value()).stream()
                .collect(Collectors.toMap(KnownCredential::aor, Function.identity(), (one, same) -> one));
    }

    public Map<CredentialId, KnownCredential> byId(ServerId server, Collection<CredentialId> credentials) {
        UUID[] ids = credentials.stream().map(CredentialId::value).toArray(UUID[]::new);
        return jdbc.query(BY_ID, KnownCredentialStore::known, server.value(), ids).stream()
                .collect(Collectors.toMap(KnownCredential::id, Function.identity()));
    }

    private static KnownCredential known(ResultSet row, int number) throws SQLException {
        byte @Nullable [] sealed = row.getBytes("secret");
        return new KnownCredential(
                new CredentialId(row.getObject("id", UUID.class)),
                new SipAddress(
                        new SipUsername(row.getString("username")), row.getString("domain"), row.getString("realm")),
                CredentialStatus.ofWord(row.getString("status")),
                row.getString("display_name"),
                sealed == null ? null : new SecretBox.Sealed(row.getInt("secret_key_id"), sealed),
                row.getBoolean("pending"),
                new KnownCredential.Stamp(row.getLong("revision"), row.getLong("token")));
    }
}
