package dev.firstring.sipserver.sync;

import dev.firstring.platform.keys.SecretBox;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.credential.CredentialRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads the states that servers should have, with secrets still sealed. Thread-safe. */
@Component
class WantedStateStore {

    /** A suspension that was lifted no longer revokes access; a new secret still does. */
    private static final String READ = """
            SELECT %s, CASE WHEN status = 'active' THEN secret_revision ELSE cut_revision END AS cut, secret, secret_key_id,
                   secret_at
              FROM sip_credential
             WHERE id = ANY (?)
            """.formatted(CredentialRow.COLUMNS_BUT_SYNC);

    private final JdbcTemplate jdbc;

    WantedStateStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The states of the credentials that exist. */
    Map<CredentialId, WantedState> of(Collection<CredentialId> credentials) {
        UUID[] ids = credentials.stream().map(CredentialId::value).toArray(UUID[]::new);
        return jdbc.query(READ, WantedStateStore::state, (Object) ids).stream()
                .collect(Collectors.toMap(state -> state.credential().id(), Function.identity()));
    }

    private static WantedState state(ResultSet row, int number) throws SQLException {
        Credential credential = CredentialRow.credential(row, number);
        Timestamp secretAt = row.getTimestamp("secret_at");
        byte @Nullable [] sealed = row.getBytes("secret");
        return new WantedState(
                credential,
                sealed == null ? null : new SecretBox.Sealed(row.getInt("secret_key_id"), sealed),
                secretAt == null ? null : secretAt.toInstant(),
                row.getLong("cut"));
    }
}
