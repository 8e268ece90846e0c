package dev.firstring.sip.upkeep;

import dev.firstring.platform.RetryingTransactions;
import dev.firstring.sip.Digests;
import dev.firstring.sip.SipAddress;
import dev.firstring.sip.credential.SealedSecrets;
import dev.firstring.sip.settings.SipSettings;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Makes the hashes of credentials follow the settings after the realm, or whether MD5 is published, was changed (SIP-6).
 * They come from the secret, so nobody needs a new password. Works in batches while the service runs; several may work
 * at once and take different rows. Thread-safe.
 */
@Component
public final class CredentialRealms {

    private static final String TAKE = """
            SELECT id, username, secret, secret_key_id
              FROM sip_credential
             WHERE id > ? AND status <> 'revoked' AND (realm <> ? OR (ha1_md5 IS NOT NULL) <> ?)
             ORDER BY id
             LIMIT ?
               FOR UPDATE SKIP LOCKED
            """;

    private static final String REDERIVE = """
            UPDATE sip_credential
               SET realm = ?, ha1_md5 = ?, ha1_sha256 = ?, revision = revision + 1
             WHERE id = ? AND status <> 'revoked'
            """;

    private final JdbcTemplate jdbc;
    private final SealedSecrets secrets;
    private final SipSettings settings;
    private final RetryingTransactions transactions;
    private final Sweep sweep = new Sweep();

    public CredentialRealms(
            JdbcTemplate jdbc, SealedSecrets secrets, SipSettings settings, RetryingTransactions transactions) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.settings = settings;
        this.transactions = transactions;
    }

    /**
     * Makes up to {@code limit} credentials' hashes anew, in one transaction. 0 means that none is left but those that
     * others hold just now.
     *
     * @throws IllegalStateException if a secret cannot be opened; the batch is left as it was
     */
    public int rederive(int limit) {
        return transactions.run(status -> rederiveNow(limit));
    }

    private int rederiveNow(int limit) {
        List<HeldRow> rows = sweep.next(
                limit, (after, most) -> jdbc.query(TAKE, HeldRow::read, after, settings.realm(), settings.md5(), most));
        List<Object[]> changes = rows.stream().map(this::rederive).toList();
        return Arrays.stream(jdbc.batchUpdate(REDERIVE, changes)).sum();
    }

    private Object[] rederive(HeldRow row) {
        SipAddress address = settings.address(row.username());
        Digests digests = Digests.of(address, secrets.open(row.id(), row.secret()), settings.md5());
        return new Object[] {
            address.realm(), digests.md5(), digests.sha256(), row.id().value()
        };
    }
}
