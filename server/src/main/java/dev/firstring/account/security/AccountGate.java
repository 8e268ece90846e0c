package dev.firstring.account.security;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.bearer.Bearer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Admits bearers of tokens that have not been ended. It reads the account's row once per request, on every route, so
 * that sign-out everywhere, erasure, reuse of a refresh token and suspension take effect at once on every node.
 * Thread-safe.
 */
@Repository
public class AccountGate {

    private static final String FIND = """
            SELECT id, token_generation, tokens_not_before FROM account WHERE id = ? AND erased_at IS NULL
            """;

    private static final String FIND_BY_IDENTITY = """
            SELECT account.id, account.token_generation, account.tokens_not_before
              FROM account_identity
              JOIN account ON account.id = account_identity.account_id
             WHERE account_identity.issuer = ? AND account_identity.subject = ? AND account.erased_at IS NULL
            """;

    private record Standing(
            AccountId account, int generation, @Nullable Instant notBefore) {}

    private final JdbcTemplate jdbc;

    AccountGate(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The bearer of the token; empty if the token has been ended or its account does not exist. */
    Optional<Caller> admit(Bearer.Own token) {
        return find(token.account())
                .filter(account -> account.generation() == token.generation())
                .map(account -> new Caller.Known(account.account(), token.signedInAt(), account.generation()));
    }

    /** The bearer of the token, linked to an account or not; empty if that account has ended its tokens since. */
    Optional<Caller> admit(Bearer.Foreign token) {
        Optional<Standing> tied = find(token.identity());
        if (tied.isEmpty()) {
            return Optional.of(token.identity());
        }
        return tied.filter(account -> issuedSince(account.notBefore(), token.issuedAt()))
                .map(account -> new Caller.Known(account.account(), token.signedInAt(), account.generation()));
    }

    /** Whether the caller of a long-running request, such as an open stream, is still signed in. */
    public boolean stillAdmits(Caller.Known caller) {
        return find(caller.account())
                .filter(account -> account.generation() == caller.generation())
                .isPresent();
    }

    /** The account that the identity is linked to. */
    Optional<AccountId> accountOf(Caller.External identity) {
        return find(identity).map(Standing::account);
    }

    private Optional<Standing> find(Caller.External identity) {
        return jdbc.query(FIND_BY_IDENTITY, AccountGate::standing, identity.issuer(), identity.subject()).stream()
                .findFirst();
    }

    private Optional<Standing> find(AccountId account) {
        return jdbc.query(FIND, AccountGate::standing, account.value()).stream().findFirst();
    }

    /**
     * Times in tokens are whole seconds, so a token that was issued in the second of {@code notBefore} counts as ended.
     */
    private static boolean issuedSince(@Nullable Instant notBefore, @Nullable Instant issuedAt) {
        return notBefore == null || (issuedAt != null && issuedAt.getEpochSecond() > notBefore.getEpochSecond());
    }

    private static Standing standing(ResultSet row, int index) throws SQLException {
        Timestamp notBefore = row.getTimestamp("tokens_not_before");
        return new Standing(
                new AccountId(row.getObject("id", UUID.class)),
                row.getInt("token_generation"),
                notBefore == null ? null : notBefore.toInstant());
    }
}
