package dev.firstring.sip.upkeep;

import dev.firstring.platform.RetryingTransactions;
import dev.firstring.platform.keys.Reseal;
import dev.firstring.platform.keys.SecretBox;
import dev.firstring.sip.credential.SealedSecrets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Re-encrypts secrets under the current key after a rotation, in batches, while the service runs; concurrent runs take
 * different rows. Phones and SIP servers are not affected. Thread-safe.
 */
@Component
public final class CredentialSecrets implements Reseal {

    private static final String TAKE = """
            SELECT id, username, secret, secret_key_id
              FROM sip_credential
             WHERE id > ? AND id <= ? AND status <> 'revoked' AND secret_key_id <> ?
             ORDER BY id
             LIMIT ?
               FOR UPDATE SKIP LOCKED
            """;

    private static final String RESEAL = """
            UPDATE sip_credential
               SET secret = ?, secret_key_id = ?
             WHERE id = ? AND secret_key_id = ? AND secret = ?
            """;

    private static final String REMAINING_OF_PAGE = """
            WITH page AS MATERIALIZED (
                SELECT id, status <> 'revoked' AND secret_key_id <> ? AS older
                  FROM sip_credential
                 WHERE id > ?
                 ORDER BY id
                 LIMIT 2000
            )
            SELECT (SELECT id FROM page ORDER BY id DESC LIMIT 1) AS last_id,
                   (SELECT count(*) FROM page WHERE older) AS remaining
            """;

    private static final UUID START = new UUID(0, 0);

    private final JdbcTemplate jdbc;
    private final SealedSecrets secrets;
    private final RetryingTransactions transactions;
    private final Sweep sweep;

    public CredentialSecrets(JdbcTemplate jdbc, SealedSecrets secrets, RetryingTransactions transactions) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.transactions = transactions;
        this.sweep = new Sweep(jdbc);
    }

    @Override
    public String what() {
        return "SIP secrets";
    }

    /**
     * Re-encrypts up to {@code limit} secrets in one transaction. Returns 0 if none is left, or if all remaining rows
     * are locked by others, which {@link #remaining()} distinguishes.
     *
     * @throws IllegalStateException if a secret cannot be decrypted; the message names its credential, and the batch is
     *     rolled back. Revoke that credential and continue
     */
    @Override
    public int batch(int limit) {
        return sweep.next(
                limit, () -> true, (above, upTo, most) -> transactions.run(status -> resealNow(above, upTo, most)));
    }

    /** Counts the secrets that are not under the current key, page by page, so that no statement takes long. */
    @Override
    public int remaining() {
        int key = secrets.currentKeyId();
        int remaining = 0;
        Page page = page(key, START);
        while (page.last() != null) {
            remaining += page.remaining();
            page = page(key, page.last());
        }
        return remaining;
    }

    /** @param last the last id of the page; null after the last credential */
    private record Page(@Nullable UUID last, int remaining) {}

    private Page page(int key, UUID after) {
        return Objects.requireNonNull(jdbc.queryForObject(
                REMAINING_OF_PAGE,
                (row, number) -> new Page(row.getObject("last_id", UUID.class), row.getInt("remaining")),
                key,
                after));
    }

    private List<HeldRow> resealNow(UUID above, UUID upTo, int limit) {
        List<HeldRow> rows = jdbc.query(TAKE, HeldRow::read, above, upTo, secrets.currentKeyId(), limit);
        jdbc.batchUpdate(RESEAL, rows.stream().map(this::reseal).toList());
        return rows;
    }

    private Object[] reseal(HeldRow row) {
        SecretBox.Sealed sealed = secrets.seal(row.id(), secrets.open(row.id(), row.secret()));
        return new Object[] {
            sealed.ciphertext(),
            sealed.keyId(),
            row.id().value(),
            row.secret().keyId(),
            row.secret().ciphertext()
        };
    }
}
