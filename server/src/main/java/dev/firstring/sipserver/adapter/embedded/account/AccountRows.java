package dev.firstring.sipserver.adapter.embedded.account;

import dev.firstring.sip.CredentialId;
import dev.firstring.sip.Digests;
import dev.firstring.sipserver.Aor;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads accounts by the rule of the views for SIP servers: only credentials that are active. Nothing is cached, so a
 * commit is in force at the next REGISTER. Thread-safe.
 */
public final class AccountRows {

    private static final int SECONDS = 2;

    private final JdbcTemplate jdbc;

    public AccountRows(DataSource database) {
        jdbc = new JdbcTemplate(database);
        jdbc.setQueryTimeout(SECONDS);
    }

    /**
     * The account of that address; empty if there is none that is active.
     *
     * @throws org.springframework.dao.DataAccessException if the database does not answer
     */
    public Optional<Account> find(Aor aor) {
        return jdbc
                .query(
                        """
                        SELECT id, ha1_md5, ha1_sha256, ha1b_md5, ha1b_sha256
                          FROM sip_credential
                         WHERE domain = ? AND username = ? AND status = 'active'
                        """,
                        (row, number) -> new Account(
                                new CredentialId(row.getObject("id", UUID.class)),
                                new Digests(row.getString("ha1_md5"), row.getString("ha1_sha256")),
                                row.getString("ha1b_sha256") == null
                                        ? null
                                        : new Digests(row.getString("ha1b_md5"), row.getString("ha1b_sha256"))),
                        aor.domain(),
                        aor.user())
                .stream()
                .findFirst();
    }
}
