package dev.firstring.sipserver.adapter.kamailio;

import dev.firstring.sip.Digests;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.ServerAccount;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads accounts from the view that Kamailio reads for each authentication. Thread-safe. */
final class SubscriberView {

    /** The view has a placeholder instead of an absent MD5 hash, since Kamailio requires one; it is mapped to null. */
    private static final String FIND = """
            SELECT NULLIF(ha1, md5('no-md5:' || ha1_sha256)) AS ha1_md5, ha1_sha256
              FROM subscriber
             WHERE username = ? AND domain = ?
            """;

    private final JdbcTemplate jdbc;

    SubscriberView(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the account of an address; only active accounts have a row. */
    Optional<ServerAccount> find(Aor aor) {
        try {
            return jdbc
                    .query(
                            FIND,
                            (row, index) -> new Digests(row.getString("ha1_md5"), row.getString("ha1_sha256")),
                            aor.user(),
                            aor.domain())
                    .stream()
                    .map(digests -> new ServerAccount(aor, true, null, digests, null))
                    .findFirst();
        } catch (DataAccessException e) {
            throw new SipServerFault(Kind.SERVER_UNAVAILABLE, "the view subscriber cannot be read", e);
        }
    }
}
