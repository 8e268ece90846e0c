package dev.firstring.sip.credential;

import dev.firstring.account.AccountId;
import dev.firstring.platform.keys.SecretBox;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.Digests;
import dev.firstring.sip.sync.SyncStatus;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads and inserts credentials; {@link CredentialChanges} changes them. Thread-safe. */
@Component
final class Credentials {

    /** Enough for all credentials that are not revoked (the quota is at most 20) and a long history. */
    private static final int LONGEST_LIST = 100;

    /**
     * A statement of its own, so that the next one sees everything that the previous holder of the lock wrote. Not FOR
     * UPDATE, so that rows with a foreign key to the account can be written concurrently, and two requests that have
     * written such rows do not wait for each other.
     */
    private static final String LOCK = """
            SELECT id
              FROM account
             WHERE id = ? AND erased_at IS NULL
               FOR NO KEY UPDATE
            """;

    private static final String LIVE = """
            SELECT %s, secret, secret_key_id
              FROM sip_credential
             WHERE account_id = ? AND status <> 'revoked'
            """.formatted(CredentialRow.COLUMNS);

    private static final String INSERT = """
            INSERT INTO sip_credential (
                id, account_id, phone_number, username, domain, realm, secret, secret_key_id, ha1_md5, ha1_sha256, ha1b_md5,
                ha1b_sha256, display_name, transport, device_id, status, status_reason, status_actor, status_at, revision, created_at,
                provisioned_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (domain, username) DO NOTHING
            RETURNING sip_synced(id, status, revision, cut_revision) AS synced
            """;

    private static final String FIND = """
            SELECT %s, secret, secret_key_id
              FROM sip_credential
             WHERE id = ? AND account_id = ?
            """.formatted(CredentialRow.COLUMNS);

    private static final String LIST = """
            SELECT %s
              FROM sip_credential
             WHERE account_id = ?
             ORDER BY (status = 'revoked'), created_at DESC, id DESC
             LIMIT ?
            """.formatted(CredentialRow.COLUMNS);

    private static final String HAS_ACTIVE = """
            SELECT EXISTS (SELECT 1 FROM sip_credential WHERE account_id = ? AND status = 'active')
            """;

    private final JdbcTemplate jdbc;

    Credentials(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Locks the account against concurrent changes of its credentials until the transaction ends; false if the account
     * does not exist.
     */
    boolean lock(AccountId account) {
        return !jdbc.queryForList(LOCK, account.value()).isEmpty();
    }

    /** The credentials that are not revoked, with their secrets; at most as many as the quota. */
    List<CredentialRow.Stored> live(AccountId account) {
        return jdbc.query(LIVE, CredentialRow::stored, account.value());
    }

    /**
     * Inserts a credential and returns whether it is synced; empty if the username is taken by a credential in any
     * state.
     */
    Optional<SyncStatus> insert(Credential credential, SecretBox.Sealed secret, Digests digests, Digests ofFullName) {
        Credential.Standing standing = credential.standing();
        Credential.Profile profile = credential.profile();
        return jdbc
                .query(
                        INSERT,
                        (row, number) -> row.getBoolean("synced") ? SyncStatus.SYNCED : SyncStatus.PENDING,
                        credential.id().value(),
                        credential.account().value(),
                        credential.number() == null ? null : credential.number().e164(),
                        credential.address().username().value(),
                        credential.address().domain(),
                        credential.address().realm(),
                        secret.ciphertext(),
                        secret.keyId(),
                        digests.md5(),
                        digests.sha256(),
                        ofFullName.md5(),
                        ofFullName.sha256(),
                        profile.displayName() == null
                                ? null
                                : profile.displayName().value(),
                        profile.transport().name(),
                        profile.deviceId(),
                        standing.status().word(),
                        standing.reason(),
                        standing.actor(),
                        Timestamp.from(standing.at()),
                        standing.revision(),
                        Timestamp.from(credential.times().created()),
                        credential.times().createdBy())
                .stream()
                .findFirst();
    }

    /** The account's credential with that id; empty if it is unknown or belongs to another account. */
    Optional<CredentialRow.Stored> find(CredentialId id, AccountId account) {
        return jdbc.query(FIND, CredentialRow::stored, id.value(), account.value()).stream()
                .findFirst();
    }

    /** At most {@value #LONGEST_LIST} credentials: those not revoked first, then by age, newest first. */
    List<Credential> list(AccountId account) {
        return jdbc.query(LIST, CredentialRow::credential, account.value(), LONGEST_LIST);
    }

    boolean hasActive(AccountId account) {
        return Boolean.TRUE.equals(jdbc.queryForObject(HAS_ACTIVE, Boolean.class, account.value()));
    }
}
