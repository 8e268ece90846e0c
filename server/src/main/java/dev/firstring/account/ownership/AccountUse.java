package dev.firstring.account.ownership;

import dev.firstring.account.AccountId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Remembers when an account was last used, to the day: a number of an account that nobody used for long counts as given to
 * somebody new. Thread-safe.
 */
@Component
public class AccountUse {

    /** How exact it is: what happens more often is not written. */
    public static final Duration STEP = Duration.ofDays(1);

    // The caller may hold what others lock after the account. Where somebody has the account it is written by the next
    // use.
    private static final String USED = """
            UPDATE account SET last_used_at = ?
             WHERE id = (SELECT id
                           FROM account
                          WHERE id = ? AND erased_at IS NULL AND (last_used_at IS NULL OR last_used_at < ?)
                            FOR NO KEY UPDATE SKIP LOCKED)
            """;

    // Reads sip_credential: a SIP server knows the credential only, and one statement a registration is enough.
    private static final String REGISTERED = """
            UPDATE account SET last_used_at = ?
             WHERE id = (SELECT account_id FROM sip_credential WHERE id = ?)
               AND erased_at IS NULL AND (last_used_at IS NULL OR last_used_at < ?)
            """;

    private final JdbcTemplate jdbc;

    public AccountUse(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The account's owner has shown to be there. */
    public void used(AccountId account, Instant at) {
        jdbc.update(USED, Timestamp.from(at), account.value(), Timestamp.from(at.minus(STEP)));
    }

    /** A phone has registered with a credential of the account. */
    public void registered(UUID credential, Instant at) {
        jdbc.update(REGISTERED, Timestamp.from(at), credential, Timestamp.from(at.minus(STEP)));
    }
}
