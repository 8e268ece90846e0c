package dev.firstring.account.ownership;

import dev.firstring.account.AccountId;
import dev.firstring.audit.AuditTrail;
import dev.firstring.audit.AuditTrail.AuditEvent;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.RetryingTransactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Pending claims of numbers that other accounts hold, during {@code firstring.ownership.hold}. The holder sees them and
 * can refuse a move, which restarts the hold. Thread-safe.
 */
@Component
public class WaitingClaims {

    private static final String RECORD = """
            INSERT INTO number_claim (phone_number, account_id, claimed_at)
            SELECT number_holding.phone_number, number_holding.account_id, ?
              FROM number_holding
              JOIN account ON account.id = number_holding.account_id AND account.erased_at IS NULL
             WHERE number_holding.phone_number = ? AND number_holding.released_at IS NULL
               FOR NO KEY UPDATE OF account
                ON CONFLICT (phone_number) DO UPDATE
               SET account_id = EXCLUDED.account_id, claimed_at = EXCLUDED.claimed_at
            RETURNING account_id
            """;

    private static final String OF = """
            SELECT number_claim.phone_number, number_claim.claimed_at,
                   GREATEST(number_holding.verified_at, account.last_used_at) AS used_at
              FROM number_claim
              JOIN account ON account.id = number_claim.account_id
              JOIN number_holding ON number_holding.phone_number = number_claim.phone_number
               AND number_holding.account_id = number_claim.account_id AND number_holding.released_at IS NULL
             WHERE number_claim.account_id = ?
             ORDER BY number_claim.claimed_at DESC
            """;

    private static final String REFUSE = """
            WITH held AS MATERIALIZED (
                SELECT id FROM account WHERE id = ? FOR NO KEY UPDATE
            ), refused AS (
                DELETE FROM number_claim USING held
                 WHERE number_claim.phone_number = ? AND number_claim.account_id = held.id
                RETURNING number_claim.account_id
            )
            UPDATE account SET last_used_at = ? FROM refused WHERE account.id = refused.account_id
            """;

    private final JdbcTemplate jdbc;
    private final RetryingTransactions transactions;
    private final AuditTrail trail;
    private final OwnershipSettings settings;

    public WaitingClaims(
            JdbcTemplate jdbc, RetryingTransactions transactions, AuditTrail trail, OwnershipSettings settings) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.trail = trail;
        this.settings = settings;
    }

    /**
     * A pending claim.
     *
     * @param claimedAt when another client last verified the number
     * @param movesAt when the number can move, unless the account is used before
     */
    public record Waiting(PhoneNumber number, Instant claimedAt, Instant movesAt) {}

    /**
     * Records a pending claim for the holder of the number, in a separate transaction, because that of the claim was
     * rolled back.
     */
    public void record(PhoneNumber number, Instant now) {
        transactions.runWithoutResult(status -> jdbc.query(
                        RECORD, (row, index) -> row.getObject(1, UUID.class), Timestamp.from(now), number.e164())
                .forEach(holder -> trail.record(now, AuditEvent.of("number.claim-waits", "system", holder, null))));
    }

    /** The pending claims of the account's numbers, latest first. */
    public List<Waiting> of(AccountId account) {
        return settings.hold().isZero() ? List.of() : jdbc.query(OF, this::waiting, account.value());
    }

    /** Refuses a move, which restarts the hold; false if no claim of that number is pending. */
    public boolean refuse(AccountId account, PhoneNumber number, Instant now) {
        return transactions.run(status -> {
            boolean refused = jdbc.update(REFUSE, account.value(), number.e164(), Timestamp.from(now)) == 1;
            if (refused) {
                trail.record(now, AuditEvent.of("number.claim-refused", "owner", account.value(), null));
            }
            return refused;
        });
    }

    private Waiting waiting(ResultSet row, int index) throws SQLException {
        return new Waiting(
                new PhoneNumber(row.getString("phone_number")),
                row.getTimestamp("claimed_at").toInstant(),
                row.getTimestamp("used_at").toInstant().plus(settings.hold()));
    }
}
