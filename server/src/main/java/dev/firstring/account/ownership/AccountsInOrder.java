package dev.firstring.account.ownership;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.RetryingTransactions;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Locks the accounts that a claim may change, in ascending order of id and before any of their other rows. This
 * prevents deadlocks between transactions that move numbers between the same accounts. Thread-safe.
 */
@Component
public class AccountsInOrder {

    private static final String CONCERNED = """
            WITH concerned AS (
                SELECT CAST(? AS uuid) AS account_id
                UNION
                SELECT account_identity.account_id
                  FROM account_identity
                 WHERE account_identity.issuer = ? AND account_identity.subject = ?
                UNION
                SELECT number_holding.account_id
                  FROM number_holding
                 WHERE number_holding.phone_number = ANY (CAST(? AS text[])) AND number_holding.released_at IS NULL
            )
            SELECT account.id
              FROM account
              JOIN concerned ON concerned.account_id = account.id
            """;

    private static final String LOCK = CONCERNED + """
             ORDER BY account.id
               FOR NO KEY UPDATE OF account
            """;

    private final JdbcTemplate jdbc;

    AccountsInOrder(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Locks the caller's account and the accounts that hold the numbers, until the current transaction ends.
     *
     * @return the locked accounts
     * @throws RetryingTransactions.RetryRequested if a number moved to another account while this call waited for a
     *     lock
     */
    public Set<AccountId> lock(Caller caller, Collection<PhoneNumber> numbers) {
        Set<AccountId> locked = accounts(LOCK, caller, numbers);
        // A transaction without locks can wait for any account without causing a deadlock.
        if (!locked.isEmpty() && !locked.containsAll(accounts(CONCERNED, caller, numbers))) {
            throw new RetryingTransactions.RetryRequested(
                    "a number went to another account before its account was locked");
        }
        return locked;
    }

    private Set<AccountId> accounts(String statement, Caller caller, Collection<PhoneNumber> numbers) {
        @Nullable
        UUID own = caller instanceof Caller.Known known ? known.account().value() : null;
        Caller.@Nullable External identity = caller instanceof Caller.External external ? external : null;
        return new LinkedHashSet<>(jdbc.query(
                statement,
                (row, index) -> new AccountId(row.getObject("id", UUID.class)),
                own,
                identity == null ? null : identity.issuer(),
                identity == null ? null : identity.subject(),
                numbers.stream().map(PhoneNumber::e164).toArray(String[]::new)));
    }
}
