package dev.firstring.sipserver.adapter.kamailio;

import dev.firstring.sip.Digests;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.ServerAccount;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** The accounts as Kamailio reads them at each sign-in. Thread-safe. */
final class SubscriberView {

    /** Where there is no MD5 hash the view has a filler, for Kamailio's sake; that is told as none. */
    private static final String FIND = """
            SELECT NULLIF(ha1, md5('no-md5:' || ha1_sha256)) AS ha1_md5, ha1_sha256
              FROM subscriber
             WHERE username = ? AND domain = ?
            """;

    private final JdbcTemplate jdbc;

    SubscriberView(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The account of that address; only those that may sign in have a row. */
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
