package dev.firstring.account.ownership;

import dev.firstring.account.AccountId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Records when an account was last used, to the day. A number of an account that is unused for long counts as
 * reassigned. Thread-safe.
 */
@Component
public class AccountUse {

    /** The precision: later uses within this time are not written. */
    public static final Duration STEP = Duration.ofDays(1);

    // SKIP LOCKED avoids a deadlock, because the caller may hold rows that others lock after the account. If the
    // account is locked, the next use is written instead.
    private static final String USED = """
            UPDATE account SET last_used_at = ?
             WHERE id = (SELECT id
                           FROM account
                          WHERE id = ? AND erased_at IS NULL AND (last_used_at IS NULL OR last_used_at < ?)
                            FOR NO KEY UPDATE SKIP LOCKED)
            """;

    // Reads sip_credential, because a SIP server knows the credential only, and a registration should cost one
    // statement.
    private static final String REGISTERED = """
            UPDATE account SET last_used_at = ?
             WHERE id = (SELECT account_id FROM sip_credential WHERE id = ?)
               AND erased_at IS NULL AND (last_used_at IS NULL OR last_used_at < ?)
            """;

    private final JdbcTemplate jdbc;

    public AccountUse(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Records that the account's owner is active. */
    public void used(AccountId account, Instant at) {
        jdbc.update(USED, Timestamp.from(at), account.value(), Timestamp.from(at.minus(STEP)));
    }

    /** Records that a phone registered with a credential of the account. */
    public void registered(UUID credential, Instant at) {
        jdbc.update(REGISTERED, Timestamp.from(at), credential, Timestamp.from(at.minus(STEP)));
    }
}
