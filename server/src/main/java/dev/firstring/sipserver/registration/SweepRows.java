package dev.firstring.sipserver.registration;

import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.ServerId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What a sweep asks of the database: a row a server, and one look at each address of a page. Thread-safe. */
@Component
class SweepRows {

    private static final String CLAIM = """
            UPDATE sip_server
               SET swept_at = ?
             WHERE id = ? AND retired_at IS NULL AND (swept_at IS NULL OR swept_at <= ?)
            """;

    private static final String STALE = """
            SELECT sip_credential.id, sip_credential.username, sip_credential.domain
              FROM unnest(?::text[], ?::text[]) AS told (domain, username)
              JOIN sip_credential ON sip_credential.domain = told.domain AND sip_credential.username = told.username
             WHERE sip_credential.last_registered_at IS NULL OR sip_credential.last_registered_at < ?
            """;

    private final JdbcTemplate jdbc;

    SweepRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether it is the caller who goes through that server now: nobody has since then. */
    boolean claim(ServerId server, Instant now, Instant since) {
        return jdbc.update(CLAIM, Timestamp.from(now), server.value(), Timestamp.from(since)) == 1;
    }

    /** Those of the addresses that are credentials and were not seen registered since then. */
    Map<Aor, CredentialId> unseen(Collection<Aor> addresses, Instant since) {
        Map<Aor, CredentialId> found = new LinkedHashMap<>();
        jdbc.query(
                STALE,
                row -> {
                    found.put(
                            new Aor(row.getString("username"), row.getString("domain")),
                            new CredentialId(row.getObject("id", UUID.class)));
                },
                addresses.stream().map(Aor::domain).toArray(String[]::new),
                addresses.stream().map(Aor::user).toArray(String[]::new),
                Timestamp.from(since));
        return found;
    }
}
