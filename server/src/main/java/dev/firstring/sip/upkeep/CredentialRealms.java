package dev.firstring.sip.upkeep;

import dev.firstring.platform.RetryingTransactions;
import dev.firstring.sip.Digests;
import dev.firstring.sip.SipAddress;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.credential.SealedSecrets;
import dev.firstring.sip.settings.SipSettings;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Updates the hashes of credentials after the realm or the setting that publishes MD5 has changed (SIP-6), and adds the
 * hashes that credentials of earlier versions lack, which changes nothing on the SIP servers. Hashes are derived from
 * the secret, so passwords do not change. Works in batches while the service runs; concurrent runs take different rows.
 * Thread-safe.
 */
@Component
public final class CredentialRealms {

    private static final String TAKE = """
            SELECT id, username, secret, secret_key_id
              FROM sip_credential
             WHERE id > ? AND id <= ? AND status <> 'revoked' AND (realm <> ? OR (ha1_md5 IS NOT NULL) <> ? OR ha1b_sha256 IS NULL)
             ORDER BY id
             LIMIT ?
               FOR UPDATE SKIP LOCKED
            """;

    private static final String REDERIVE = """
            UPDATE sip_credential
               SET realm = ?, ha1_md5 = ?, ha1_sha256 = ?, ha1b_md5 = ?, ha1b_sha256 = ?,
                   revision = revision + CASE WHEN realm <> ? OR (ha1_md5 IS NOT NULL) <> ? THEN 1 ELSE 0 END
             WHERE id = ? AND status <> 'revoked'
            """;

    private final JdbcTemplate jdbc;
    private final SealedSecrets secrets;
    private final SipSettings settings;
    private final RetryingTransactions transactions;
    private final Sweep sweep;

    public CredentialRealms(
            JdbcTemplate jdbc, SealedSecrets secrets, SipSettings settings, RetryingTransactions transactions) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.settings = settings;
        this.transactions = transactions;
        this.sweep = new Sweep(jdbc);
    }

    /**
     * Updates the hashes of up to {@code limit} credentials in one transaction. Returns 0 if none is left except rows
     * locked by others, or if {@code goOn} returns false, which ends a long search among millions of rows that need no
     * update.
     *
     * @throws IllegalStateException if a secret cannot be decrypted; the batch is rolled back
     */
    public int rederive(int limit, BooleanSupplier goOn) {
        return sweep.next(
                limit, goOn, (above, upTo, most) -> transactions.run(status -> rederiveNow(above, upTo, most)));
    }

    private List<HeldRow> rederiveNow(UUID above, UUID upTo, int limit) {
        List<HeldRow> rows = jdbc.query(TAKE, HeldRow::read, above, upTo, settings.realm(), settings.md5(), limit);
        jdbc.batchUpdate(REDERIVE, rows.stream().map(this::rederive).toList());
        return rows;
    }

    private Object[] rederive(HeldRow row) {
        SipAddress address = settings.address(row.username());
        SipSecret secret = secrets.open(row.id(), row.secret());
        Digests digests = Digests.of(address, secret, settings.md5());
        Digests ofFullName = Digests.ofFullName(address, secret, settings.md5());
        return new Object[] {
            address.realm(),
            digests.md5(),
            digests.sha256(),
            ofFullName.md5(),
            ofFullName.sha256(),
            address.realm(),
            settings.md5(),
            row.id().value()
        };
    }
}
