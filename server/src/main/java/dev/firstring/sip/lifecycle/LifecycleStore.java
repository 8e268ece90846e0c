package dev.firstring.sip.lifecycle;

import dev.firstring.account.AccountId;
import dev.firstring.platform.keys.SecretBox;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.Digests;
import dev.firstring.sip.credential.CredentialRow;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Updates the state and the secret of credentials. Each statement requires a state that allows the change. Thread-safe.
 */
@Component
class LifecycleStore {

    private static final String FIND = """
            SELECT %s
              FROM sip_credential
             WHERE id = ?
            """.formatted(CredentialRow.COLUMNS);

    private static final String LOCK_OF = """
            SELECT %s
              FROM sip_credential
             WHERE id = ? AND account_id = ?
               FOR NO KEY UPDATE
            """.formatted(CredentialRow.COLUMNS);

    private static final String SUSPEND = """
            UPDATE sip_credential
               SET status = 'suspended', status_reason = ?, status_actor = ?, status_at = ?,
                   revision = revision + 1, cut_revision = revision + 1
             WHERE id = ? AND status = 'active'
            RETURNING %s
            """.formatted(CredentialRow.COLUMNS);

    private static final String REACTIVATE = """
            UPDATE sip_credential
               SET status = 'active', status_reason = ?, status_actor = ?, status_at = ?, revision = revision + 1
             WHERE id = ? AND status = 'suspended'
            RETURNING %s
            """.formatted(CredentialRow.COLUMNS);

    private static final String REVOKE = """
            UPDATE sip_credential
               SET status = 'revoked', status_reason = ?, status_actor = ?, status_at = ?,
                   revision = revision + 1, cut_revision = revision + 1,
                   secret = NULL, secret_key_id = NULL, ha1_md5 = NULL, ha1_sha256 = NULL, ha1b_md5 = NULL,
                   ha1b_sha256 = NULL
             WHERE id = ? AND status <> 'revoked'
            RETURNING %s
            """.formatted(CredentialRow.COLUMNS);

    private static final String ROTATE = """
            UPDATE sip_credential
               SET secret = ?, secret_key_id = ?, ha1_md5 = ?, ha1_sha256 = ?, ha1b_md5 = ?, ha1b_sha256 = ?, secret_at = ?,
                   revision = revision + 1, cut_revision = revision + 1, secret_revision = revision + 1
             WHERE id = ? AND status = 'active'
            RETURNING %s
            """.formatted(CredentialRow.COLUMNS);

    private final JdbcTemplate jdbc;

    LifecycleStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Credential> find(CredentialId id) {
        return jdbc.query(FIND, CredentialRow::credential, id.value()).stream().findFirst();
    }

    /** Locks and returns the account's credential. */
    Optional<Credential> lock(CredentialId id, AccountId account) {
        return jdbc.query(LOCK_OF, CredentialRow::credential, id.value(), account.value()).stream()
                .findFirst();
    }

    /** Changes the state; empty if the credential does not exist or its state does not allow it. */
    Optional<Credential> become(
            CredentialStatus next, CredentialId id, @Nullable String reason, String actor, Instant now) {
        String sql = switch (next) {
            case ACTIVE -> REACTIVATE;
            case SUSPENDED -> SUSPEND;
            case REVOKED -> REVOKE;
        };
        return jdbc.query(sql, CredentialRow::credential, reason, actor, Timestamp.from(now), id.value()).stream()
                .findFirst();
    }

    /** Replaces the secret; empty if the credential is not active. */
    Optional<Credential> rotate(
            CredentialId id, SecretBox.Sealed secret, Digests digests, Digests ofFullName, Instant now) {
        return jdbc
                .query(
                        ROTATE,
                        CredentialRow::credential,
                        secret.ciphertext(),
                        secret.keyId(),
                        digests.md5(),
                        digests.sha256(),
                        ofFullName.md5(),
                        ofFullName.sha256(),
                        Timestamp.from(now),
                        id.value())
                .stream()
                .findFirst();
    }
}
