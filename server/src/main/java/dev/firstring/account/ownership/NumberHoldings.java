package dev.firstring.account.ownership;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.DisplayName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Stores who holds a number. The unique index {@code number_holding_current} guarantees a single holder: of two
 * concurrent inserts, the later one fails with a {@link org.springframework.dao.DuplicateKeyException}.
 */
class NumberHoldings {

    // The account is locked before the holding, in the same order as by the erasure of an account.
    private static final String LOCK_WITH_ACCOUNT = """
            SELECT number_holding.id, number_holding.account_id,
                   GREATEST(number_holding.verified_at, account.last_used_at) AS used_at, account.display_name,
                   EXISTS (SELECT 1
                             FROM device_binding
                            WHERE device_binding.proof = decode(?, 'hex')
                              AND device_binding.account_id = number_holding.account_id) AS bound
              FROM number_holding
              JOIN account ON account.id = number_holding.account_id
             WHERE number_holding.phone_number = ? AND number_holding.released_at IS NULL
               FOR NO KEY UPDATE OF account, number_holding
            """;

    private static final String LOCK = """
            SELECT number_holding.id, number_holding.account_id,
                   GREATEST(number_holding.verified_at, account.last_used_at) AS used_at, NULL AS display_name,
                   EXISTS (SELECT 1
                             FROM device_binding
                            WHERE device_binding.proof = decode(?, 'hex')
                              AND device_binding.account_id = number_holding.account_id) AS bound
              FROM number_holding
              JOIN account ON account.id = number_holding.account_id
             WHERE number_holding.phone_number = ? AND number_holding.released_at IS NULL
               FOR NO KEY UPDATE OF number_holding
            """;

    private static final String COUNT = """
            SELECT count(*) FROM number_holding WHERE account_id = ? AND released_at IS NULL
            """;

    private static final String OPEN = """
            WITH opened AS (
                INSERT INTO account (id, display_name, created_at, last_used_at) VALUES (?, ?, ?, ?) RETURNING id
            ), tied AS (
                INSERT INTO account_identity (issuer, subject, account_id, created_at)
                SELECT given.issuer, given.subject, opened.id, ?
                  FROM opened, (VALUES (?::text, ?::text)) AS given (issuer, subject)
                 WHERE given.issuer IS NOT NULL
            )
            INSERT INTO number_holding (phone_number, account_id, held_since, verified_at)
            SELECT ?, opened.id, ?, ? FROM opened
            """;

    private static final String USE = """
            WITH used AS (
                UPDATE account
                   SET display_name = COALESCE(?::text, display_name), last_used_at = GREATEST(last_used_at, ?)
                 WHERE id = ?
            ), settled AS (
                DELETE FROM number_claim WHERE phone_number = ?
            )
            """;

    private static final String TAKE = USE + """
            INSERT INTO number_holding (phone_number, account_id, held_since, verified_at) VALUES (?, ?, ?, ?)
            """;

    private static final String PROVE_AGAIN = USE + """
            UPDATE number_holding SET verified_at = GREATEST(verified_at, ?) WHERE id = ?
            """;

    private static final String RELEASE = """
            WITH settled AS (
                DELETE FROM number_claim
                 WHERE phone_number = (SELECT phone_number FROM number_holding WHERE id = ?)
            )
            UPDATE number_holding SET released_at = ?, release_reason = ? WHERE id = ?
            """;

    /**
     * A number that an account holds.
     *
     * @param usedAt when the account was last used
     * @param bound whether the device that claims the number is bound to the account
     */
    record Holding(
            long id,
            AccountId account,
            Instant usedAt,
            boolean bound,
            @Nullable DisplayName displayName) {}

    private final JdbcTemplate jdbc;

    NumberHoldings(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Locks and returns the current holding of a number, together with its account. */
    Optional<Holding> lockWithAccount(Claim claim) {
        return jdbc
                .query(
                        LOCK_WITH_ACCOUNT,
                        NumberHoldings::holding,
                        claim.deviceProof(),
                        claim.number().e164())
                .stream()
                .findFirst();
    }

    /** Locks and returns the current holding of a number, without the name of its account. */
    Optional<Holding> lock(Claim claim) {
        return jdbc
                .query(
                        LOCK,
                        NumberHoldings::holding,
                        claim.deviceProof(),
                        claim.number().e164())
                .stream()
                .findFirst();
    }

    int count(AccountId account) {
        Integer count = jdbc.queryForObject(COUNT, Integer.class, account.value());
        return count == null ? 0 : count;
    }

    /** Creates the account, links it to the identity if there is one, and assigns the number to it. */
    void open(AccountId account, @Nullable DisplayName name, Caller.@Nullable External identity, Claim claim) {
        Timestamp now = Timestamp.from(claim.now());
        jdbc.update(
                OPEN,
                account.value(),
                name == null ? null : name.value(),
                now,
                now,
                now,
                identity == null ? null : identity.issuer(),
                identity == null ? null : identity.subject(),
                claim.number().e164(),
                now,
                now);
    }

    /** Assigns a number that no account holds. */
    void take(AccountId account, Claim claim) {
        Timestamp now = Timestamp.from(claim.now());
        UUID id = account.value();
        jdbc.update(
                TAKE,
                claim.displayNameText(),
                now,
                id,
                claim.number().e164(),
                claim.number().e164(),
                id,
                now,
                now);
    }

    void proveAgain(Holding holding, Claim claim) {
        Timestamp now = Timestamp.from(claim.now());
        jdbc.update(
                PROVE_AGAIN,
                claim.displayNameText(),
                now,
                holding.account().value(),
                claim.number().e164(),
                now,
                holding.id());
    }

    void release(Holding holding, ReleaseReason reason, Instant now) {
        jdbc.update(RELEASE, holding.id(), Timestamp.from(now), reason.word(), holding.id());
    }

    private static Holding holding(ResultSet row, int index) throws SQLException {
        return new Holding(
                row.getLong("id"),
                new AccountId(row.getObject("account_id", UUID.class)),
                row.getTimestamp("used_at").toInstant(),
                row.getBoolean("bound"),
                DisplayName.parse(row.getString("display_name")).orElse(null));
    }
}
