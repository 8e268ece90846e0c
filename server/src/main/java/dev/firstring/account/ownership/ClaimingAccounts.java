package dev.firstring.account.ownership;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.DisplayName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads the accounts that claim numbers. Each account is locked as it is read, so that its claims run one after
 * another.
 */
class ClaimingAccounts {

    private static final String LOCK_BY_ID = """
            SELECT account.id, account.display_name
              FROM account
             WHERE account.id = ? AND account.erased_at IS NULL AND account.token_generation = ?
               FOR NO KEY UPDATE OF account
            """;

    private static final String LOCK_BY_IDENTITY = """
            SELECT account.id, account.display_name
              FROM account_identity
              JOIN account ON account.id = account_identity.account_id
             WHERE account_identity.issuer = ? AND account_identity.subject = ? AND account.erased_at IS NULL
               FOR NO KEY UPDATE OF account
            """;

    record Account(AccountId id, @Nullable DisplayName displayName) {}

    private final JdbcTemplate jdbc;

    ClaimingAccounts(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Locks the account; empty if it has ended its sign-ins since that generation, because an ended token must not
     * begin a new sign-in.
     */
    Optional<Account> lock(AccountId id, int generation) {
        return jdbc.query(LOCK_BY_ID, ClaimingAccounts::account, id.value(), generation).stream()
                .findFirst();
    }

    Optional<Account> lock(Caller.External identity) {
        return jdbc.query(LOCK_BY_IDENTITY, ClaimingAccounts::account, identity.issuer(), identity.subject()).stream()
                .findFirst();
    }

    private static Account account(ResultSet row, int index) throws SQLException {
        return new Account(
                new AccountId(row.getObject("id", UUID.class)),
                DisplayName.parse(row.getString("display_name")).orElse(null));
    }
}
