package dev.firstring.account.profile;

import dev.firstring.account.AccountId;
import dev.firstring.account.DisplayName;
import dev.firstring.account.ownership.NumberOwners;
import dev.firstring.account.ownership.WaitingClaims;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Reads and writes accounts. Erased accounts are treated as absent. Thread-safe. */
@Repository
public class Profiles {

    private static final String FIND = """
            SELECT display_name, created_at FROM account WHERE id = ? AND erased_at IS NULL
            """;

    private static final String RENAME = """
            UPDATE account SET display_name = ? WHERE id = ? AND erased_at IS NULL
            """;

    private static final String LOCK = """
            SELECT id FROM account WHERE id = ? AND erased_at IS NULL FOR UPDATE
            """;

    private static final String EMPTY_NUMBERS = """
            UPDATE number_holding
               SET phone_number = NULL,
                   released_at = COALESCE(released_at, ?),
                   release_reason = COALESCE(release_reason, 'erased')
             WHERE account_id = ?
            """;

    private static final String DELETE_DEVICES = """
            DELETE FROM device_binding WHERE account_id = ?
            """;

    private static final String DELETE_CLAIMS = """
            DELETE FROM number_claim WHERE account_id = ?
            """;

    private static final String DELETE_IDENTITIES = """
            DELETE FROM account_identity WHERE account_id = ?
            """;

    private static final String DELETE_SIGN_INS = """
            DELETE FROM sign_in WHERE account_id = ?
            """;

    private static final String EMPTY_ACCOUNT = """
            UPDATE account SET display_name = NULL, erased_at = ? WHERE id = ?
            """;

    private final JdbcTemplate jdbc;
    private final NumberOwners owners;
    private final WaitingClaims waiting;

    Profiles(JdbcTemplate jdbc, NumberOwners owners, WaitingClaims waiting) {
        this.jdbc = jdbc;
        this.owners = owners;
        this.waiting = waiting;
    }

    /** The account; empty if it does not exist or has been erased. */
    public Optional<Profile> find(AccountId account) {
        return jdbc
                .query(
                        FIND,
                        (row, index) -> new Profile(
                                account,
                                DisplayName.parse(row.getString("display_name")).orElse(null),
                                owners.numbersOf(account),
                                waiting.of(account),
                                row.getTimestamp("created_at").toInstant()),
                        account.value())
                .stream()
                .findFirst();
    }

    /** The account's name; empty if it has none, does not exist or has been erased. */
    public Optional<DisplayName> displayNameOf(AccountId account) {
        return jdbc
                .query(FIND, (row, index) -> DisplayName.parse(row.getString("display_name")), account.value())
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    boolean rename(AccountId account, DisplayName name) {
        return jdbc.update(RENAME, name.value(), account.value()) == 1;
    }

    /** Locks the account's row against claims, sign-ins and other changes; false if the account does not exist. */
    boolean lock(AccountId account) {
        return !jdbc.query(LOCK, (row, index) -> index, account.value()).isEmpty();
    }

    /** Erases all personal data of this room for an account that the caller has locked. */
    void empty(AccountId account, Instant now) {
        jdbc.update(EMPTY_NUMBERS, Timestamp.from(now), account.value());
        jdbc.update(DELETE_DEVICES, account.value());
        jdbc.update(DELETE_CLAIMS, account.value());
        jdbc.update(DELETE_IDENTITIES, account.value());
        jdbc.update(DELETE_SIGN_INS, account.value());
        jdbc.update(EMPTY_ACCOUNT, Timestamp.from(now), account.value());
    }
}
