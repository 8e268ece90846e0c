package dev.firstring.sipserver.adapter.embedded;

import dev.firstring.registrar.account.AccountDirectory;
import dev.firstring.registrar.account.AddressOfRecord;
import dev.firstring.registrar.account.DirectoryUnavailable;
import dev.firstring.registrar.account.Ha1Hashes;
import dev.firstring.registrar.account.SipAccount;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads accounts under the same condition as the views for SIP servers: only active credentials. Nothing is cached, so
 * a change is in effect at the next REGISTER. Thread-safe.
 */
final class AccountRows implements AccountDirectory {

    private static final int SECONDS = 2;

    private final JdbcTemplate jdbc;

    AccountRows(DataSource database) {
        jdbc = new JdbcTemplate(database);
        jdbc.setQueryTimeout(SECONDS);
    }

    @Override
    public Optional<SipAccount> find(AddressOfRecord address) throws DirectoryUnavailable {
        try {
            return read(address);
        } catch (DataAccessException e) {
            throw new DirectoryUnavailable(
                    String.valueOf(e.getMostSpecificCause().getMessage()), e);
        }
    }

    private Optional<SipAccount> read(AddressOfRecord address) {
        return jdbc
                .query(
                        """
                        SELECT id, ha1_md5, ha1_sha256, ha1b_md5, ha1b_sha256
                          FROM sip_credential
                         WHERE domain = ? AND username = ? AND status = 'active'
                        """,
                        (row, number) -> new SipAccount(
                                row.getObject("id", UUID.class),
                                new Ha1Hashes(row.getString("ha1_md5"), row.getString("ha1_sha256")),
                                row.getString("ha1b_sha256") == null
                                        ? null
                                        : new Ha1Hashes(row.getString("ha1b_md5"), row.getString("ha1b_sha256"))),
                        address.domain(),
                        address.user())
                .stream()
                .findFirst();
    }
}
