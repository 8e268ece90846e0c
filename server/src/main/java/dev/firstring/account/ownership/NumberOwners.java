package dev.firstring.account.ownership;

import dev.firstring.account.AccountId;
import dev.firstring.audit.AuditEvent;
import dev.firstring.audit.AuditTrail;
import dev.firstring.phone.PhoneNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Answers who holds a number, and lets go of one. Asking changes nothing. Thread-safe. */
@Repository
public class NumberOwners {

    private static final String HOLDER = """
            SELECT account_id FROM number_holding WHERE phone_number = ? AND released_at IS NULL
            """;

    private static final String VERIFIED_SINCE = """
            SELECT EXISTS (
                SELECT 1
                  FROM number_holding
                 WHERE phone_number = ? AND released_at IS NULL AND account_id = ? AND verified_at > ?)
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

    // Two branches, each with its own partial index.
    private static final String HISTORY = """
            SELECT id, account_id, held_since, verified_at, released_at, release_reason
              FROM number_holding
             WHERE phone_number = ? AND released_at IS NULL
            UNION ALL
            SELECT id, account_id, held_since, verified_at, released_at, release_reason
              FROM number_holding
             WHERE phone_number = ? AND released_at IS NOT NULL
             ORDER BY id DESC
             LIMIT ?
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

    /** Whether the account holds the number and proved it less than that long ago. */
    public boolean verifiedWithin(AccountId account, PhoneNumber number, Duration age, Instant now) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                VERIFIED_SINCE, Boolean.class, number.e164(), account.value(), Timestamp.from(now.minus(age))));
    }

    /**
     * Whether the account holds the number; if so the row is locked, so that the number cannot move to another account before
     * the running transaction ends.
     */
    public boolean holdsUntilCommit(AccountId account, PhoneNumber number) {
        return !jdbc.queryForList(HOLD, number.e164(), account.value()).isEmpty();
    }

    /** The numbers that the account holds now, in the order in which it got them. */
    public List<HeldNumber> numbersOf(AccountId account) {
        return jdbc.query(
                NUMBERS,
                (row, index) -> new HeldNumber(
                        new PhoneNumber(row.getString("phone_number")),
                        row.getTimestamp("verified_at").toInstant()),
                account.value());
    }

    /** Who held the number, latest first; what erased accounts held is not among it. */
    public List<PastHolding> historyOf(PhoneNumber number, int limit) {
        return jdbc.query(HISTORY, NumberOwners::pastHolding, number.e164(), number.e164(), limit);
    }

    /**
     * Lets the account go of the number and tells the trail. Must run inside the caller's transaction.
     *
     * @return whether the account held it
     */
    public boolean release(AccountId account, PhoneNumber number, ReleaseReason reason, Instant now) {
        boolean held = jdbc.update(RELEASE, Timestamp.from(now), reason.word(), number.e164(), account.value()) == 1;
        if (held) {
            trail.record(
                    now, new AuditEvent("number.released", "owner", account.value(), null, reason.word(), Map.of()));
        }
        return held;
    }

    private static PastHolding pastHolding(ResultSet row, int index) throws SQLException {
        Timestamp releasedAt = row.getTimestamp("released_at");
        String reason = row.getString("release_reason");
        return new PastHolding(
                new AccountId(row.getObject("account_id", UUID.class)),
                row.getTimestamp("held_since").toInstant(),
                row.getTimestamp("verified_at").toInstant(),
                releasedAt == null ? null : releasedAt.toInstant(),
                reason == null ? null : ReleaseReason.ofWord(reason));
    }
}
