package dev.firstring.account.security;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Which account an identity of a trusted issuer is tied to. */
@Repository
class Identities {

    private static final String FIND = """
            SELECT account_id FROM account_identity WHERE issuer = ? AND subject = ?
            """;

    private final JdbcTemplate jdbc;

    Identities(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Optional<AccountId> accountOf(Caller.External identity) {
        return jdbc
                .query(
                        FIND,
                        (row, index) -> new AccountId(row.getObject("account_id", UUID.class)),
                        identity.issuer(),
                        identity.subject())
                .stream()
                .findFirst();
    }
}
