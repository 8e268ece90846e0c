package dev.firstring.sip.credential;

import dev.firstring.account.AccountId;
import dev.firstring.account.DisplayName;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Changes existing credentials and increments their revision. Thread-safe. */
@Component
final class CredentialChanges {

    private static final String REVOKE = """
            UPDATE sip_credential
               SET status = 'revoked', status_reason = ?, status_actor = ?, status_at = ?, revision = revision + 1, cut_revision = revision + 1,
                   secret = NULL, secret_key_id = NULL, ha1_md5 = NULL, ha1_sha256 = NULL, ha1b_md5 = NULL,
                   ha1b_sha256 = NULL
             WHERE account_id = ? AND phone_number = ? AND status <> 'revoked'
            RETURNING id
            """;

    private static final String REVOKE_ALL = """
            UPDATE sip_credential
               SET status = 'revoked', status_reason = ?, status_actor = ?, status_at = ?, revision = revision + 1, cut_revision = revision + 1,
                   secret = NULL, secret_key_id = NULL, ha1_md5 = NULL, ha1_sha256 = NULL, ha1b_md5 = NULL,
                   ha1b_sha256 = NULL
             WHERE account_id = ? AND status <> 'revoked'
            RETURNING id
            """;

    /** A username that contains the number, such as an imported one without its plus sign, would name the old one. */
    private static final String RENUMBER = """
            UPDATE sip_credential
               SET phone_number = ?, revision = revision + 1
             WHERE account_id = ? AND phone_number = ? AND status <> 'revoked'
               AND strpos(username, substr(phone_number, 2)) = 0
               AND NOT EXISTS (
                       SELECT 1
                         FROM sip_credential AS other
                        WHERE other.account_id = sip_credential.account_id AND other.phone_number = ?
                          AND other.status <> 'revoked')
            RETURNING id
            """;

    private static final String LOCK = """
            SELECT id
              FROM sip_credential
             WHERE account_id = ANY (?) AND phone_number = ANY (?) AND status <> 'revoked'
             ORDER BY id
               FOR NO KEY UPDATE
            """;

    private static final String LOCK_ALL = """
            SELECT id FROM sip_credential WHERE account_id = ? ORDER BY id FOR NO KEY UPDATE
            """;

    /**
     * Locks the rows that a change of several credentials updates by trigger, in the order in which results of the
     * servers are written.
     */
    private static final String LOCK_SYNC = """
            SELECT credential_id
              FROM sip_sync
             WHERE credential_id = ANY (?)
             ORDER BY credential_id, server_id
               FOR NO KEY UPDATE
            """;

    private static final String FORGET_PERSON = """
            UPDATE sip_credential
               SET phone_number = NULL, display_name = NULL, device_id = NULL, last_registered_at = NULL,
                   last_registered_address = NULL, last_registered_user_agent = NULL,
                   first_call_at = NULL, first_call_seconds = NULL, revision = revision + 1
             WHERE account_id = ?
               AND (phone_number IS NOT NULL OR display_name IS NOT NULL OR device_id IS NOT NULL
                    OR last_registered_at IS NOT NULL OR first_call_at IS NOT NULL)
            """;

    private static final String RENAME = """
            UPDATE sip_credential
               SET display_name = ?, revision = revision + 1
             WHERE id = ? AND account_id = ? AND status <> 'revoked' AND display_name IS DISTINCT FROM ?
            RETURNING %s
            """.formatted(CredentialRow.COLUMNS);

    private final JdbcTemplate jdbc;

    CredentialChanges(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Revokes the account's credentials for the number and deletes secrets and hashes; returns the ids of those it
     * revoked.
     */
    List<CredentialId> revoke(AccountId account, PhoneNumber number, String reason, String actor, Instant now) {
        return jdbc.query(
                REVOKE, CredentialChanges::id, reason, actor, Timestamp.from(now), account.value(), number.e164());
    }

    /**
     * Moves the account's credentials for a number to another one, except those whose username is the old number;
     * returns the ids of those it moved.
     */
    List<CredentialId> renumber(AccountId account, PhoneNumber from, PhoneNumber to) {
        return jdbc.query(RENUMBER, CredentialChanges::id, to.e164(), account.value(), from.e164(), to.e164());
    }

    /** Revokes all credentials of the account and deletes secrets and hashes; returns the ids of those it revoked. */
    List<CredentialId> revokeAll(AccountId account, String reason, String actor, Instant now) {
        return jdbc.query(REVOKE_ALL, CredentialChanges::id, reason, actor, Timestamp.from(now), account.value());
    }

    /** Locks the accounts' credentials for the numbers, and their sync rows, in the common lock order. */
    void lock(Collection<AccountId> accounts, Collection<PhoneNumber> numbers) {
        UUID[] owners = accounts.stream().map(AccountId::value).toArray(UUID[]::new);
        String[] held = numbers.stream().map(PhoneNumber::e164).toArray(String[]::new);
        lockSync(jdbc.query(LOCK, CredentialChanges::id, owners, held));
    }

    /** Locks all credentials of the account, including revoked ones, and their sync rows, in the common lock order. */
    void lockAll(AccountId account) {
        lockSync(jdbc.query(LOCK_ALL, CredentialChanges::id, account.value()));
    }

    private void lockSync(List<CredentialId> credentials) {
        if (credentials.size() > 1) {
            UUID[] ids = credentials.stream().map(CredentialId::value).toArray(UUID[]::new);
            jdbc.query(LOCK_SYNC, row -> {}, (Object) ids);
        }
    }

    /** Erases the personal data from all credentials of the account, including revoked ones. */
    void forgetPerson(AccountId account) {
        jdbc.update(FORGET_PERSON, account.value());
    }

    /** Renames a credential; empty if none can be renamed, or it has that name already. */
    Optional<Credential> rename(CredentialId id, AccountId account, DisplayName name) {
        return jdbc
                .query(RENAME, CredentialRow::credential, name.value(), id.value(), account.value(), name.value())
                .stream()
                .findFirst();
    }

    private static CredentialId id(ResultSet row, int number) throws SQLException {
        return new CredentialId(row.getObject("id", UUID.class));
    }
}
