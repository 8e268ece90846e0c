package dev.firstring.sipserver.adapter.flexisip;

import dev.firstring.sip.Digests;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.ServerAccount;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads accounts from the view that Flexisip reads: one row for each algorithm. Thread-safe. */
final class SipAuthView {

    private static final String FIND = """
            SELECT ha1, algorithm
              FROM sip_auth
             WHERE username = ? AND domain = ?
            """;

    private final JdbcTemplate jdbc;

    SipAuthView(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the account of an address; only active accounts have rows. */
    Optional<ServerAccount> find(Aor aor) {
        Map<String, String> hashes = hashes(aor);
        if (hashes.isEmpty()) {
            return Optional.empty();
        }
        String sha256 = hashes.get("SHA-256");
        Digests digests = sha256 == null ? null : new Digests(hashes.get("MD5"), sha256);
        return Optional.of(new ServerAccount(aor, true, null, digests, null));
    }

    private Map<String, String> hashes(Aor aor) {
        Map<String, String> hashes = new HashMap<>();
        try {
            jdbc.query(
                    FIND,
                    row -> {
                        hashes.put(row.getString("algorithm"), row.getString("ha1"));
                    },
                    aor.user(),
                    aor.domain());
        } catch (DataAccessException e) {
            throw new SipServerFault(Kind.SERVER_UNAVAILABLE, "the view sip_auth cannot be read", e);
        }
        return hashes;
    }
}
