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

/** The statements of a sweep: one row per server, and one query per page of addresses. Thread-safe. */
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

    /** Claims the sweep of a server; false if it was swept after {@code since}. */
    boolean claim(ServerId server, Instant now, Instant since) {
        return jdbc.update(CLAIM, Timestamp.from(now), server.value(), Timestamp.from(since)) == 1;
    }

    /** The addresses that have a credential and were not seen registered after {@code since}. */
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
