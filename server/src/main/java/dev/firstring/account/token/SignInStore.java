package dev.firstring.account.token;

import dev.firstring.account.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Stores one row per sign-in. Operations that end sign-ins of an account lock the account's row before the rows of the
 * sign-ins; a renewal takes the same order.
 */
final class SignInStore {

    private static final String INSERT = """
            INSERT INTO sign_in (selector_hash, secret_hash, account_id, signed_in_at, last_used_at, expires_at)
            SELECT ?, ?, account.id, ?, ?, ?
              FROM account
             WHERE account.id = ? AND account.erased_at IS NULL
            RETURNING account_id, signed_in_at,
                      (SELECT token_generation FROM account WHERE id = account_id) AS generation,
                      (SELECT admin_since IS NOT NULL FROM account WHERE id = account_id) AS admin
            """;

    // Locks the account first: a statement that waits for the row of the sign-in keeps it locked even if the row has
    // changed and is not updated. The caller then ends the sign-in, which requires the lock on the account.
    private static final String RENEW = """
            WITH held AS MATERIALIZED (
                SELECT account.id, account.token_generation, account.admin_since
                  FROM account
                 WHERE account.id = (SELECT named.account_id FROM sign_in AS named WHERE named.selector_hash = ?)
                   AND account.erased_at IS NULL
                   FOR NO KEY UPDATE
            )
            UPDATE sign_in
               SET secret_hash = ?, last_used_at = ?, expires_at = ?,
                   replaced_hash = sign_in.secret_hash, replaced_at = ?, successor_salt = ?, successor_key_id = ?,
                   renewed_from = ?
              FROM held
             WHERE sign_in.selector_hash = ? AND sign_in.secret_hash = ? AND sign_in.expires_at > ?
               AND held.id = sign_in.account_id
            RETURNING sign_in.account_id, sign_in.signed_in_at, held.token_generation AS generation,
                      held.admin_since IS NOT NULL AS admin
            """;

    /**
     * Finds the last renewal by the token that it used up and by the client; a client with the token of a bound device
     * matches from any network.
     */
    private static final String REPEAT = """
            SELECT sign_in.account_id, sign_in.signed_in_at, account.token_generation AS generation,
                   account.admin_since IS NOT NULL AS admin, sign_in.secret_hash, sign_in.replaced_at,
                   sign_in.successor_salt, sign_in.successor_key_id
              FROM sign_in
              JOIN account ON account.id = sign_in.account_id
             WHERE sign_in.selector_hash = ? AND sign_in.replaced_hash = ? AND sign_in.replaced_at >= ?
               AND sign_in.expires_at > ? AND account.erased_at IS NULL
               AND (sign_in.renewed_from = ?
                    OR EXISTS (SELECT 1
                                 FROM device_binding
                                WHERE device_binding.account_id = sign_in.account_id
                                  AND device_binding.proof = decode(?, 'hex')))
            """;

    private static final String FIND = """
            SELECT account_id FROM sign_in WHERE selector_hash = ?
            """;

    private static final String IS_CURRENT = """
            SELECT EXISTS (
                SELECT 1
                  FROM sign_in
                  JOIN account ON account.id = sign_in.account_id
                 WHERE sign_in.selector_hash = ? AND sign_in.secret_hash = ? AND sign_in.expires_at > ?
                   AND account.erased_at IS NULL)
            """;

    private static final String LOCK_ACCOUNT = """
            SELECT id FROM account WHERE id = ? FOR NO KEY UPDATE
            """;

    private static final String END = """
            DELETE FROM sign_in WHERE selector_hash = ?
            """;

    private static final String END_REUSED = """
            DELETE FROM sign_in WHERE selector_hash = ? AND secret_hash <> ? AND expires_at > ?
            """;

    private static final String END_ALL = """
            DELETE FROM sign_in WHERE account_id = ?
            """;

    private static final String END_ACCESS_TOKENS = """
            UPDATE account SET token_generation = token_generation + 1, tokens_not_before = ? WHERE id = ?
            """;

    /**
     * The data of a sign-in for its next access token.
     *
     * @param signedInAt when the person authenticated; null if unknown
     * @param admin whether the account is an admin
     */
    record SignIn(AccountId account, @Nullable Instant signedInAt, int generation, boolean admin) {}

    /**
     * A recent renewal.
     *
     * @param currentHash the SHA-256 of the current secret: the successor's, unless that was used since
     */
    record PastRenewal(SignIn signIn, byte[] currentHash, Instant at, Successor successor) {}

    private final JdbcTemplate jdbc;

    SignInStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Inserts a new sign-in; empty if the account does not exist. */
    Optional<SignIn> insert(
            RefreshToken token, AccountId account, @Nullable Instant signedInAt, Instant now, Instant expiresAt) {
        return jdbc
                .query(
                        INSERT,
                        (row, index) -> signIn(row),
                        token.selectorHash(),
                        token.secretHash(),
                        signedInAt == null ? null : Timestamp.from(signedInAt),
                        Timestamp.from(now),
                        Timestamp.from(expiresAt),
                        account.value())
                .stream()
                .findFirst();
    }

    /**
     * Replaces the presented token by the next one; empty if the presented token is not the current one of a valid
     * sign-in.
     */
    Optional<SignIn> renew(
            RefreshToken presented,
            RefreshToken next,
            Successor successor,
            String network,
            Instant now,
            Instant expiresAt) {
        Timestamp at = Timestamp.from(now);
        return jdbc
                .query(
                        RENEW,
                        (row, index) -> signIn(row),
                        presented.selectorHash(),
                        next.secretHash(),
                        at,
                        Timestamp.from(expiresAt),
                        at,
                        successor.salt(),
                        successor.keyId(),
                        presented.hashWith(network),
                        presented.selectorHash(),
                        presented.secretHash(),
                        at)
                .stream()
                .findFirst();
    }

    /**
     * Finds the renewal that used up the presented token, if it was the last one of the sign-in, was made by the same
     * client, and is not older than {@code since}.
     */
    Optional<PastRenewal> pastRenewal(RefreshToken presented, Renewer client, Instant since, Instant now) {
        return jdbc
                .query(
                        REPEAT,
                        (row, index) -> new PastRenewal(
                                signIn(row),
                                row.getBytes("secret_hash"),
                                row.getTimestamp("replaced_at").toInstant(),
                                new Successor(row.getBytes("successor_salt"), row.getInt("successor_key_id"))),
                        presented.selectorHash(),
                        presented.secretHash(),
                        Timestamp.from(since),
                        Timestamp.from(now),
                        presented.hashWith(client.network()),
                        client.device() == null ? null : client.device().proof())
                .stream()
                .findFirst();
    }

    /** The account of the sign-in that the token belongs to, current or not. */
    Optional<AccountId> find(RefreshToken token) {
        return jdbc
                .query(
                        FIND,
                        (row, index) -> new AccountId(row.getObject("account_id", UUID.class)),
                        token.selectorHash())
                .stream()
                .findFirst();
    }

    /** Whether the token is valid and unused. */
    boolean isCurrent(RefreshToken token, Instant now) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                IS_CURRENT, Boolean.class, token.selectorHash(), token.secretHash(), Timestamp.from(now)));
    }

    /** Locks the account until the transaction ends, so that no sign-in of it can begin or be ended concurrently. */
    void lock(AccountId account) {
        jdbc.query(LOCK_ACCOUNT, row -> {}, account.value());
    }

    /** Ends the sign-in that the token belongs to, current or not; false if there is none. */
    boolean end(RefreshToken token) {
        return jdbc.update(END, token.selectorHash()) == 1;
    }

    /** Ends the unexpired sign-in of a token that was used before; false if there is none. */
    boolean endReused(RefreshToken token, Instant now) {
        return jdbc.update(END_REUSED, token.selectorHash(), token.secretHash(), Timestamp.from(now)) == 1;
    }

    void endAll(AccountId account) {
        jdbc.update(END_ALL, account.value());
    }

    /** Ends all access tokens that were issued to the account, and locks the account. */
    void endAccessTokens(AccountId account, Instant now) {
        jdbc.update(END_ACCESS_TOKENS, Timestamp.from(now), account.value());
    }

    private static SignIn signIn(ResultSet row) throws SQLException {
        Timestamp signedInAt = row.getTimestamp("signed_in_at");
        return new SignIn(
                new AccountId(row.getObject("account_id", UUID.class)),
                signedInAt == null ? null : signedInAt.toInstant(),
                row.getInt("generation"),
                row.getBoolean("admin"));
    }
}
