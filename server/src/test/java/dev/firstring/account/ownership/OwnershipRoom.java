package dev.firstring.account.ownership;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.audit.AuditTrail;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.Ids;
import dev.firstring.platform.RetryingTransactions;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The real parts of this room over a test database, and the transaction that a caller would run them in. */
public final class OwnershipRoom {

    private static final AtomicInteger LINES = new AtomicInteger(1000);

    public final SettableClock clock = new SettableClock();
    public final JdbcTemplate jdbc;
    public final AuditTrail trail;
    public final TransactionTemplate transaction;
    public final RetryingTransactions transactions;
    public final Ids ids = new Ids(clock, new SecureRandom());
    public final NumberOwners owners;

    public OwnershipRoom(TestDatabase database) {
        jdbc = new JdbcTemplate(database.service());
        trail = new AuditTrail(jdbc);
        transaction = new TransactionTemplate(new JdbcTransactionManager(database.service()));
        transactions = new RetryingTransactions(transaction, new SimpleMeterRegistry());
        owners = new NumberOwners(jdbc, trail);
    }

    public ClaimNumber claims() {
        return claims(AccountSettings.Creation.BY_PHONE, 5, Duration.ZERO);
    }

    public ClaimNumber claims(AccountSettings.Creation creation, int maxNumbers, Duration hold) {
        return new ClaimNumber(
                jdbc,
                trail,
                ids,
                new AccountSettings(creation, maxNumbers),
                new OwnershipSettings(hold, Duration.ofDays(90), Duration.ofMinutes(15)));
    }

    public WaitingClaims waiting(Duration hold) {
        return new WaitingClaims(
                jdbc, transactions, trail, new OwnershipSettings(hold, Duration.ofDays(90), Duration.ofMinutes(15)));
    }

    /** A number that no other test uses. */
    public static PhoneNumber number() {
        return new PhoneNumber("+4915550" + LINES.incrementAndGet());
    }

    /** One claim in a transaction of its own. */
    public ClaimOutcome claim(ClaimNumber claims, Caller caller, PhoneNumber number) {
        return inTransaction(() -> claims.claim(caller, number, false, null, null, clock.instant()));
    }

    /** A new account that holds a number of its own. */
    public AccountId account() {
        return ((ClaimOutcome.Claimed) claim(claims(), new Caller.Anonymous(), number())).account();
    }

    public <T> T inTransaction(Supplier<T> work) {
        return transaction.execute(status -> work.get());
    }

    /** As the callers of {@link ClaimNumber#claim} must do it: the whole transaction again after a lost race. */
    public <T> T inTransactionRetried(Supplier<T> work) {
        while (true) {
            try {
                return inTransaction(work);
            } catch (DuplicateKeyException | ConcurrencyFailureException lost) {
                Thread.onSpinWait();
            }
        }
    }

    /** Who held the number, the latest first. */
    List<Holding> historyOf(PhoneNumber number) {
        return jdbc.query(
                """
                SELECT account_id, released_at, release_reason
                  FROM number_holding
                 WHERE phone_number = ?
                 ORDER BY id DESC
                """,
                (row, index) -> new Holding(
                        new AccountId(row.getObject("account_id", UUID.class)),
                        Optional.ofNullable(row.getTimestamp("released_at")).map(Timestamp::toInstant),
                        Optional.ofNullable(row.getString("release_reason"))),
                number.e164());
    }

    /** A stretch of time in which an account held a number; it is not released while it lasts. */
    record Holding(AccountId account, Optional<Instant> releasedAt, Optional<String> reason) {}

    /** What the trail has of an account since its creation. */
    public List<String> trailOf(AccountId account) {
        return jdbc.queryForList(
                "SELECT action FROM audit_event WHERE account_id = ? AND action <> 'account.created' ORDER BY id",
                String.class,
                account.value());
    }
}
