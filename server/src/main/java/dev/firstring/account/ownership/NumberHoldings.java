package dev.firstring.account.ownership;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.DisplayName;
import dev.firstring.phone.PhoneNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes who holds a number. The unique index {@code number_holding_current} is what keeps a number to one holder: of two
 * that insert at once, the later one fails with a {@link org.springframework.dao.DuplicateKeyException}.
 */
class NumberHoldings {

    // The account before the holding: in that order the erasure of an account locks them, too.
    private static final String LOCK_WITH_ACCOUNT = """
            SELECT number_holding.id, number_holding.account_id, number_holding.verified_at, account.display_name
              FROM number_holding
              JOIN account ON account.id = number_holding.account_id
             WHERE number_holding.phone_number = ? AND number_holding.released_at IS NULL
               FOR NO KEY UPDATE OF account, number_holding
            """;

    private static final String LOCK = """
            SELECT number_holding.id, number_holding.account_id, number_holding.verified_at, NULL AS display_name
              FROM number_holding
             WHERE number_holding.phone_number = ? AND number_holding.released_at IS NULL
               FOR NO KEY UPDATE OF number_holding
            """;

    private static final String COUNT = """
            SELECT count(*) FROM number_holding WHERE account_id = ? AND released_at IS NULL
            """;

    private static final String OPEN = """
            WITH opened AS (
                INSERT INTO account (id, display_name, created_at) VALUES (?, ?, ?) RETURNING id
            ), tied AS (
                INSERT INTO account_identity (issuer, subject, account_id, created_at)
                SELECT given.issuer, given.subject, opened.id, ?
                  FROM opened, (VALUES (?::text, ?::text)) AS given (issuer, subject)
                 WHERE given.issuer IS NOT NULL
            )
            INSERT INTO number_holding (phone_number, account_id, held_since, verified_at)
            SELECT ?, opened.id, ?, ? FROM opened
            """;

    private static final String NAME = """
            WITH named AS (
                UPDATE account SET display_name = given.display_name
                  FROM (VALUES (?::text)) AS given (display_name)
                 WHERE account.id = ? AND given.display_name IS NOT NULL
            )
            """;

    private static final String TAKE = NAME + """
            INSERT INTO number_holding (phone_number, account_id, held_since, verified_at) VALUES (?, ?, ?, ?)
            """;

    private static final String PROVE_AGAIN = NAME + """
            UPDATE number_holding SET verified_at = GREATEST(verified_at, ?) WHERE id = ?
            """;

    private static final String RELEASE = """
            UPDATE number_holding SET released_at = ?, release_reason = ? WHERE id = ?
            """;

    record Holding(
            long id,
            AccountId account,
            Instant verifiedAt,
            @Nullable DisplayName displayName) {}

    private final JdbcTemplate jdbc;

    NumberHoldings(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The current holding of a number, locked together with its account. */
    Optional<Holding> lockWithAccount(PhoneNumber number) {
        return jdbc.query(LOCK_WITH_ACCOUNT, NumberHoldings::holding, number.e164()).stream()
                .findFirst();
    }

    /** The current holding of a number, locked; it carries no name. */
    Optional<Holding> lock(PhoneNumber number) {
        return jdbc.query(LOCK, NumberHoldings::holding, number.e164()).stream().findFirst();
    }

    int count(AccountId account) {
        Integer count = jdbc.queryForObject(COUNT, Integer.class, account.value());
        return count == null ? 0 : count;
    }

    /** Makes the account, ties it to the identity if there is one, and gives it the number. */
    void open(AccountId account, @Nullable DisplayName name, Caller.@Nullable External identity, Claim claim) {
        Timestamp now = Timestamp.from(claim.now());
        jdbc.update(
                OPEN,
                account.value(),
                name == null ? null : name.value(),
                now,
                now,
                identity == null ? null : identity.issuer(),
                identity == null ? null : identity.subject(),
                claim.number().e164(),
                now,
                now);
    }

    /** Gives a number that nobody holds to an account. */
    void take(AccountId account, Claim claim) {
        Timestamp now = Timestamp.from(claim.now());
        UUID id = account.value();
        jdbc.update(TAKE, claim.displayNameText(), id, claim.number().e164(), id, now, now);
    }

    void proveAgain(Holding holding, Claim claim) {
        Timestamp now = Timestamp.from(claim.now());
        jdbc.update(PROVE_AGAIN, claim.displayNameText(), holding.account().value(), now, holding.id());
    }

    void release(Holding holding, ReleaseReason reason, Instant now) {
        jdbc.update(RELEASE, Timestamp.from(now), reason.word(), holding.id());
    }

    private static Holding holding(ResultSet row, int index) throws SQLException {
        return new Holding(
                row.getLong("id"),
                new AccountId(row.getObject("account_id", UUID.class)),
                row.getTimestamp("verified_at").toInstant(),
                DisplayName.parse(row.getString("display_name")).orElse(null));
    }
}
