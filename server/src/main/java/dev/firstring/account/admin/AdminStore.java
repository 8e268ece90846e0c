package dev.firstring.account.admin;

import dev.firstring.account.AccountId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Stores which accounts are admins. Thread-safe. */
@Repository
class AdminStore {

    private static final String IS_ADMIN = """
            SELECT EXISTS (SELECT 1 FROM account WHERE id = ? AND admin_since IS NOT NULL AND erased_at IS NULL)
            """;

    private static final String EXISTS = """
            SELECT EXISTS (SELECT 1 FROM account WHERE id = ? AND erased_at IS NULL)
            """;

    private static final String LIST = """
            SELECT id, admin_since FROM account
             WHERE admin_since IS NOT NULL AND erased_at IS NULL
             ORDER BY admin_since, id
            """;

    private static final String GRANT = """
            UPDATE account SET admin_since = ? WHERE id = ? AND admin_since IS NULL AND erased_at IS NULL
            """;

    private static final String REVOKE = """
            UPDATE account SET admin_since = NULL WHERE id = ? AND admin_since IS NOT NULL
            """;

    private final JdbcTemplate jdbc;

    AdminStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    boolean isAdmin(AccountId account) {
        return Boolean.TRUE.equals(jdbc.queryForObject(IS_ADMIN, Boolean.class, account.value()));
    }

    boolean exists(AccountId account) {
        return Boolean.TRUE.equals(jdbc.queryForObject(EXISTS, Boolean.class, account.value()));
    }

    List<Admin> list() {
        return jdbc.query(
                LIST,
                (row, index) -> new Admin(
                        new AccountId(row.getObject("id", UUID.class)),
                        row.getTimestamp("admin_since").toInstant()));
    }

    /** Grants admin rights; false if the account is an admin already or does not exist. */
    boolean grant(AccountId account, Instant now) {
        return jdbc.update(GRANT, Timestamp.from(now), account.value()) == 1;
    }

    /** Revokes admin rights; false if the account is not an admin. */
    boolean revoke(AccountId account) {
        return jdbc.update(REVOKE, account.value()) == 1;
    }
}
