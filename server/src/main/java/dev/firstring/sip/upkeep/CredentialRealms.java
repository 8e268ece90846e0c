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
 * Makes the hashes of credentials follow the settings after the realm, or whether MD5 is published, was changed (SIP-6), and
 * gives credentials of earlier versions the hashes that they lack, which changes nothing on the SIP servers.
 * They come from the secret, so nobody needs a new password. Works in batches while the service runs; several may work
 * at once and take different rows. Thread-safe.
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
     * Makes up to {@code limit} credentials' hashes anew, in one transaction. 0 means that none is left but those that
     * others hold just now, or that {@code goOn} says to stop: looking for them takes a while where millions need nothing.
     *
     * @throws IllegalStateException if a secret cannot be opened; the batch is left as it was
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
