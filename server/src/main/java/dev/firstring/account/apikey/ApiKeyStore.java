package dev.firstring.account.apikey;

import dev.firstring.account.admin.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Stores API keys by their hash. Expired and revoked keys are kept, so that their names in the audit trail remain
 * meaningful. Thread-safe.
 */
@Repository
class ApiKeyStore {

    private static final String INSERT = """
            INSERT INTO api_key (id, name, key_hash, scopes, created_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (name) DO NOTHING
            """;

    private static final String FIND = """
            SELECT name, scopes, created_at, expires_at, last_used_at, revoked_at
              FROM api_key
             WHERE key_hash = ?
            """;

    private static final String USED = """
            UPDATE api_key SET last_used_at = ? WHERE name = ? AND (last_used_at IS NULL OR last_used_at <= ?)
            """;

    private static final String LIST = """
            SELECT name, scopes, created_at, expires_at, last_used_at, revoked_at FROM api_key ORDER BY created_at, name
            """;

    private static final String REVOKE = """
            UPDATE api_key SET revoked_at = ? WHERE name = ? AND revoked_at IS NULL
            """;

    private static final String EXISTS = """
            SELECT EXISTS (SELECT 1 FROM api_key WHERE name = ?)
            """;

    private final JdbcTemplate jdbc;

    ApiKeyStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Inserts a key; false if the name is taken. */
    boolean insert(UUID id, ApiKey key, NewApiKey wanted, Instant now, Instant expiresAt) {
        return jdbc.update(
                        INSERT,
                        id,
                        wanted.name(),
                        key.hash(),
                        wanted.scopes().stream().map(Scope::word).sorted().toArray(String[]::new),
                        Timestamp.from(now),
                        Timestamp.from(expiresAt))
                == 1;
    }

    Optional<KnownApiKey> find(ApiKey key) {
        return jdbc.query(FIND, ApiKeyStore::known, key.hash()).stream().findFirst();
    }

    /** Updates the time of the last use, unless it is later than {@code unlessAfter}. */
    void used(String name, Instant now, Instant unlessAfter) {
        jdbc.update(USED, Timestamp.from(now), name, Timestamp.from(unlessAfter));
    }

    List<KnownApiKey> list() {
        return jdbc.query(LIST, ApiKeyStore::known);
    }

    /** Revokes a key; false if it does not exist or was revoked before. */
    boolean revoke(String name, Instant now) {
        return jdbc.update(REVOKE, Timestamp.from(now), name) == 1;
    }

    boolean exists(String name) {
        return Boolean.TRUE.equals(jdbc.queryForObject(EXISTS, Boolean.class, name));
    }

    private static KnownApiKey known(ResultSet row, int index) throws SQLException {
        return new KnownApiKey(
                row.getString("name"),
                scopes((String[]) row.getArray("scopes").getArray()),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                instant(row.getTimestamp("last_used_at")),
                instant(row.getTimestamp("revoked_at")));
    }

    /** Ignores scopes of other versions of the service. */
    private static Set<Scope> scopes(String[] words) {
        return Arrays.stream(words).map(Scope::ofWord).flatMap(Optional::stream).collect(Collectors.toSet());
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
