package dev.firstring.account.ownership;

import dev.firstring.account.AccountId;
import dev.firstring.audit.AuditTrail;
import dev.firstring.audit.AuditTrail.AuditEvent;
import dev.firstring.phone.PhoneNumber;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Reads who holds a number, and releases numbers. Thread-safe. */
@Repository
public class NumberOwners {

    private static final String HOLDER = """
            SELECT account_id FROM number_holding WHERE phone_number = ? AND released_at IS NULL
            """;

    private static final String HOLD = """
            SELECT id
              FROM number_holding
             WHERE phone_number = ? AND account_id = ? AND released_at IS NULL
               FOR SHARE
            """;

    private static final String NUMBERS = """
            SELECT phone_number, verified_at
              FROM number_holding
             WHERE account_id = ? AND released_at IS NULL
             ORDER BY held_since, id
            """;

    private static final String RELEASE = """
            UPDATE number_holding SET released_at = ?, release_reason = ?
             WHERE phone_number = ? AND released_at IS NULL AND account_id = ?
            """;

    private final JdbcTemplate jdbc;
    private final AuditTrail trail;

    public NumberOwners(JdbcTemplate jdbc, AuditTrail trail) {
        this.jdbc = jdbc;
        this.trail = trail;
    }

    public Optional<AccountId> holderOf(PhoneNumber number) {
        return jdbc
                .query(HOLDER, (row, index) -> new AccountId(row.getObject("account_id", UUID.class)), number.e164())
                .stream()
                .findFirst();
    }

    /**
     * Whether the account holds the number. If it does, the row is locked, so that the number cannot move to another
     * account before the current transaction ends.
     */
    public boolean holdsUntilCommit(AccountId account, PhoneNumber number) {
        return !jdbc.queryForList(HOLD, number.e164(), account.value()).isEmpty();
    }

    /** The numbers that the account holds, in the order in which it got them. */
    public List<HeldNumber> numbersOf(AccountId account) {
        return jdbc.query(
                NUMBERS,
                (row, index) -> new HeldNumber(
                        new PhoneNumber(row.getString("phone_number")),
                        row.getTimestamp("verified_at").toInstant()),
                account.value());
    }

    /**
     * Releases the number and records that in the audit trail. Must run in the caller's transaction.
     *
     * @return whether the account held the number
     */
    public boolean release(AccountId account, PhoneNumber number, ReleaseReason reason, Instant now) {
        boolean held = jdbc.update(RELEASE, Timestamp.from(now), reason.word(), number.e164(), account.value()) == 1;
        if (held) {
            trail.record(
                    now, new AuditEvent("number.released", "owner", account.value(), null, reason.word(), Map.of()));
        }
        return held;
    }
}
