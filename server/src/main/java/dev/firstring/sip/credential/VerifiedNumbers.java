package dev.firstring.sip.credential;

import dev.firstring.account.AccountId;
import dev.firstring.phone.PhoneNumber;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Asks who holds a number. Thread-safe. */
@Component
final class VerifiedNumbers {

    /** Locked, so that the number cannot move to another account before what hangs on it is written. */
    private static final String HOLD = """
            SELECT id
              FROM number_holding
             WHERE phone_number = ? AND account_id = ? AND released_at IS NULL
               FOR SHARE
            """;

    private final JdbcTemplate jdbc;

    VerifiedNumbers(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether the account holds the number verified; if so it goes on holding it until this transaction ends. */
    boolean holds(AccountId account, PhoneNumber number) {
        return !jdbc.queryForList(HOLD, number.e164(), account.value()).isEmpty();
    }
}
