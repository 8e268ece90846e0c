package dev.firstring.softphone.link;

import dev.firstring.account.AccountId;
import dev.firstring.platform.keys.SecretBox;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.credential.CredentialRow;
import dev.firstring.softphone.document.Format;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Stores links by the hash of their token. A link is valid while it has uses left, is neither expired nor ended, its
 * credential is active with the same password as when the link was created, and its account has not ended all its
 * sign-ins since then. Thread-safe.
 */
@Component
class LinkStore {

    /** Locks in a statement of its own, so that the next statement sees links that concurrent transactions created. */
    private static final String LOCK_CREDENTIAL = """
            SELECT status
              FROM sip_credential
             WHERE id = ? AND account_id = ?
               FOR NO KEY UPDATE
            """;

    private static final String INSERT = """
            INSERT INTO softphone_link (
                   token_hash, credential_id, bound_revision, bound_generation, format, uses, made_at, expires_at)
            SELECT ?, id, cut_revision, (SELECT token_generation FROM account WHERE account.id = account_id), ?, ?, ?, ?
              FROM sip_credential
             WHERE id = ? AND status = 'active'
            """;

    private static final String END_OLDEST = """
            WITH oldest AS MATERIALIZED (
                SELECT link_id
                  FROM softphone_link
                 WHERE link_id IN (
                           SELECT link_id
                             FROM softphone_link
                            WHERE credential_id = ? AND ended_at IS NULL AND used < uses AND expires_at > ?
                            ORDER BY link_id DESC
                           OFFSET ?)
                 ORDER BY link_id
                   FOR NO KEY UPDATE
            )
            UPDATE softphone_link
               SET ended_at = ?
              FROM oldest
             WHERE softphone_link.link_id = oldest.link_id
            """;

    private static final String USE = """
            UPDATE softphone_link
               SET used = used + 1
              FROM sip_credential
             WHERE token_hash = ? AND ended_at IS NULL AND used < uses AND expires_at > ?
               AND id = credential_id AND status = 'active' AND cut_revision = bound_revision
               AND bound_generation = (SELECT token_generation FROM account WHERE account.id = account_id)
            RETURNING format, uses - used AS uses_left, secret, secret_key_id, %s
            """.formatted(CredentialRow.COLUMNS);

    private static final String FIND = """
            SELECT format
              FROM softphone_link
              JOIN sip_credential ON id = credential_id
             WHERE token_hash = ? AND ended_at IS NULL AND used < uses AND expires_at > ?
               AND status = 'active' AND cut_revision = bound_revision
               AND bound_generation = (SELECT token_generation FROM account WHERE account.id = account_id)
            """;

    private static final String OWNER = """
            SELECT sip_credential.account_id
              FROM softphone_link
              JOIN sip_credential ON sip_credential.id = softphone_link.credential_id
             WHERE softphone_link.token_hash = ?
            """;

    private final JdbcTemplate jdbc;

    LinkStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A use of a link, with the current credential and its secret. */
    record Use(@Nullable Format format, int usesLeft, Credential credential, SecretBox.Sealed secret) {}

    /**
     * Returns the status of the account's credential, and blocks concurrent creation of links until the transaction
     * ends.
     */
    Optional<CredentialStatus> lock(CredentialId credential, AccountId account) {
        return jdbc
                .query(
                        LOCK_CREDENTIAL,
                        (row, number) -> CredentialStatus.ofWord(row.getString("status")),
                        credential.value(),
                        account.value())
                .stream()
                .findFirst();
    }

    void insert(Link link, CredentialId credential, Instant now) {
        jdbc.update(
                INSERT,
                link.token().hash(),
                link.format() == null ? null : link.format().word(),
                link.uses(),
                Timestamp.from(now),
                Timestamp.from(link.expiresAt()),
                credential.value());
    }

    /** Ends all valid links of the credential except the newest {@code kept}. */
    void endOldest(CredentialId credential, int kept, Instant now) {
        Timestamp at = Timestamp.from(now);
        jdbc.update(END_OLDEST, credential.value(), at, kept, at);
    }

    /** Takes one use of a link; empty if it is invalid for any reason. */
    Optional<Use> use(LinkToken token, Instant now) {
        return jdbc.query(USE, LinkStore::use, token.hash(), Timestamp.from(now)).stream()
                .findFirst();
    }

    /** Finds a valid link. */
    Optional<FindLink.GoodLink> find(LinkToken token, Instant now) {
        return jdbc
                .query(
                        FIND,
                        (row, number) -> new FindLink.GoodLink(token, format(row)),
                        token.hash(),
                        Timestamp.from(now))
                .stream()
                .findFirst();
    }

    /** Returns the owner of a link, even of an invalid one. */
    Optional<AccountId> owner(LinkToken token) {
        return jdbc
                .query(OWNER, (row, number) -> new AccountId(row.getObject("account_id", UUID.class)), token.hash())
                .stream()
                .findFirst();
    }

    private static Use use(ResultSet row, int number) throws SQLException {
        return new Use(
                format(row),
                row.getInt("uses_left"),
                CredentialRow.credential(row, number),
                new SecretBox.Sealed(row.getInt("secret_key_id"), row.getBytes("secret")));
    }

    private static @Nullable Format format(ResultSet row) throws SQLException {
        String word = row.getString("format");
        return word == null ? null : Format.ofWord(word).orElseThrow();
    }
}
