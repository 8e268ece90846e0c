package dev.firstring.console.credentials;

import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.credential.CredentialRow;
import dev.firstring.sip.sync.SyncStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Searches credentials for operators, newest first. Keyset pagination makes the cost of a page independent of its
 * position. Thread-safe.
 */
@Component
public class CredentialSearch {

    private static final String BY_ID = """
            SELECT %s
              FROM sip_credential
             WHERE id = ?
            """.formatted(CredentialRow.COLUMNS);

    /** The upper bound of a prefix range, which lets the index of usernames serve the search. */
    private static final String LAST = "\uffff";

    private final JdbcTemplate jdbc;

    CredentialSearch(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Credential> byId(CredentialId id) {
        return jdbc.query(BY_ID, CredentialRow::credential, id.value()).stream().findFirst();
    }

    /** Returns a page; it contains one row more than the limit if there are more. */
    List<Credential> page(CredentialFilter filter) {
        List<String> conditions = new ArrayList<>();
        List<Object> arguments = new ArrayList<>();
        if (!filter.numbers().isEmpty()) {
            String forms =
                    String.join(", ", Collections.nCopies(filter.numbers().size(), "?"));
            conditions.add("phone_number IN (" + forms + ")");
            filter.numbers().forEach(number -> arguments.add(number.e164()));
        }
        if (filter.username() != null) {
            conditions.add("username COLLATE \"C\" >= ? AND username COLLATE \"C\" < ?");
            arguments.add(filter.username());
            arguments.add(filter.username() + LAST);
        }
        if (filter.account() != null) {
            conditions.add("account_id = ?");
            arguments.add(filter.account().value());
        }
        if (filter.status() != null) {
            conditions.add(condition(filter.status()));
        }
        if (filter.sync() != null) {
            conditions.add(condition(filter.sync()));
        }
        if (filter.before() != null) {
            conditions.add("id < ?");
            arguments.add(filter.before().value());
        }
        arguments.add(filter.limit() + 1);
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        String sql = "SELECT " + CredentialRow.COLUMNS + " FROM sip_credential" + where + " ORDER BY id DESC LIMIT ?";
        return jdbc.query(sql, CredentialRow::credential, arguments.toArray());
    }

    /** Uses literals, since the partial index of inactive credentials serves only statements with a literal status. */
    private static String condition(CredentialStatus status) {
        return switch (status) {
            case ACTIVE -> "status = 'active'";
            case SUSPENDED -> "status = 'suspended'";
            case REVOKED -> "status = 'revoked'";
        };
    }

    /**
     * A pending credential has a due row in {@code sip_sync}, so the few pending ones are found without a scan of all.
     */
    private static String condition(SyncStatus sync) {
        return switch (sync) {
            case SYNCED -> "sip_synced(id, status, revision, cut_revision)";
            case PENDING -> """
                    EXISTS (SELECT 1
                              FROM sip_sync
                             WHERE sip_sync.credential_id = sip_credential.id AND sip_sync.due_at IS NOT NULL)
                    AND NOT sip_synced(id, status, revision, cut_revision)""";
        };
    }
}
