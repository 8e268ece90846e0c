package dev.firstring.account.token;

import dev.firstring.account.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Keeps refresh tokens by their hash. Using a token and ending a family exclude each other by one lock on the account's
 * row: a token that was made while its family was ended would outlive it.
 */
final class RefreshTokenStore {

    private static final String INSERT = """
            INSERT INTO refresh_token (token_hash, family_id, account_id, issued_at, expires_at)
            VALUES (?, ?, ?, ?, ?)
            """;

    private static final String REPLACE = """
            WITH presented AS (
                SELECT refresh_token.token_hash
                  FROM refresh_token
                  JOIN account ON account.id = refresh_token.account_id
                 WHERE refresh_token.token_hash = ? AND account.erased_at IS NULL
                   FOR NO KEY UPDATE OF account
            ), replaced AS (
                UPDATE refresh_token SET replaced_at = ?
                  FROM presented
                 WHERE refresh_token.token_hash = presented.token_hash
                   AND refresh_token.replaced_at IS NULL
                   AND refresh_token.revoked_at IS NULL
                   AND refresh_token.expires_at > ?
                RETURNING refresh_token.family_id, refresh_token.account_id
            )
            INSERT INTO refresh_token (token_hash, family_id, account_id, issued_at, expires_at)
            SELECT ?, replaced.family_id, replaced.account_id, ?, ? FROM replaced
            RETURNING account_id
            """;

    private static final String FIND = """
            SELECT family_id, account_id, replaced_at IS NOT NULL AS replaced FROM refresh_token WHERE token_hash = ?
            """;

    private static final String LOCK_ACCOUNT = """
            SELECT id FROM account WHERE id = ? FOR NO KEY UPDATE
            """;

    private static final String END_FAMILY = """
            UPDATE refresh_token SET revoked_at = ? WHERE account_id = ? AND family_id = ? AND revoked_at IS NULL
            """;

    private static final String END_ALL = """
            UPDATE refresh_token SET revoked_at = ? WHERE account_id = ? AND revoked_at IS NULL
            """;

    private static final String DELETE_EXPIRED = """
            DELETE FROM refresh_token
             WHERE token_hash IN (
                SELECT token_hash FROM refresh_token WHERE issued_at < ? AND expires_at < ? LIMIT ?)
            """;

    record Known(UUID family, AccountId account, boolean replaced) {}

    private final JdbcTemplate jdbc;

    RefreshTokenStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void insert(RefreshToken token, UUID family, AccountId account, Instant now, Instant expiresAt) {
        jdbc.update(INSERT, token.hash(), family, account.value(), Timestamp.from(now), Timestamp.from(expiresAt));
    }

    /** Marks the old token as used and stores the new one in its family; nothing if the old one is of no use. */
    Optional<AccountId> replace(RefreshToken old, RefreshToken next, Instant now, Instant expiresAt) {
        Timestamp at = Timestamp.from(now);
        return jdbc
                .query(
                        REPLACE,
                        (row, index) -> account(row),
                        old.hash(),
                        at,
                        at,
                        next.hash(),
                        at,
                        Timestamp.from(expiresAt))
                .stream()
                .findFirst();
    }

    Optional<Known> find(RefreshToken token) {
        return jdbc
                .query(
                        FIND,
                        (row, index) -> new Known(
                                row.getObject("family_id", UUID.class), account(row), row.getBoolean("replaced")),
                        token.hash())
                .stream()
                .findFirst();
    }

    /** Keeps every use of a token of this account away until the transaction ends. */
    void lock(AccountId account) {
        jdbc.query(LOCK_ACCOUNT, row -> {}, account.value());
    }

    int endFamily(AccountId account, UUID family, Instant now) {
        return jdbc.update(END_FAMILY, Timestamp.from(now), account.value(), family);
    }

    int endAll(AccountId account, Instant now) {
        return jdbc.update(END_ALL, Timestamp.from(now), account.value());
    }

    int deleteExpired(Instant issuedBefore, Instant expiredBefore, int limit) {
        return jdbc.update(DELETE_EXPIRED, Timestamp.from(issuedBefore), Timestamp.from(expiredBefore), limit);
    }

    private static AccountId account(ResultSet row) throws SQLException {
        return new AccountId(row.getObject("account_id", UUID.class));
    }
}
