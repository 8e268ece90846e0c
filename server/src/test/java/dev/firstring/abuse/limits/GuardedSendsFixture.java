package dev.firstring.abuse.limits;

import dev.firstring.abuse.guard.GuardFixture;
import dev.firstring.abuse.guard.GuardSettings;
import dev.firstring.abuse.limits.ChargeSend.SendRequest;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.RetryingTransactions;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Sends that the fraud guard watches, counted in a database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GuardedSendsFixture {

    final SettableClock clock = new SettableClock();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    TestDatabase database;
    JdbcTemplate jdbc;
    RetryingTransactions transactions;
    int asked;

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        jdbc = new JdbcTemplate(database.service());
        transactions = new RetryingTransactions(
                new TransactionTemplate(new JdbcTransactionManager(database.service())), meters);
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @BeforeEach
    void forget() {
        jdbc.update("DELETE FROM rate_limit");
        jdbc.update("DELETE FROM guard_count");
        meters.clear();
        asked = 0;
    }

    /** Starts for so many numbers of one prefix, each from an address of its own; how many were granted. */
    int spread(SendLimits limits, int count) {
        int granted = 0;
        for (int i = 0; i < count; i++) {
            granted += ask(limits, number(i)) instanceof Allowance.Granted ? 1 : 0;
        }
        return granted;
    }

    Allowance ask(SendLimits limits, PhoneNumber number) {
        int n;
        synchronized (this) {
            n = asked++;
        }
        return take(limits, number, "10.%d.%d.%d".formatted(n >> 16, n >> 8 & 255, n & 255), null);
    }

    Allowance take(SendLimits limits, PhoneNumber number, String address, @Nullable String device) {
        return transactions.run(transaction -> {
            Allowance allowance =
                    limits.take(new SendRequest(number, address, device, proof(device), true, false, clock.instant()));
            if (!(allowance instanceof Allowance.Granted)) {
                transaction.setRollbackOnly();
            }
            return allowance;
        });
    }

    int sent(String key) {
        Integer sent = jdbc.queryForObject(
                "SELECT COALESCE(sum(sent), 0) FROM guard_count WHERE subject = ?", Integer.class, key);
        return sent == null ? 0 : sent;
    }

    /** The proof of a token, for the device that owns one. */
    static @Nullable String proof(@Nullable String device) {
        return "owners-phone".equals(device) ? "ab".repeat(32) : null;
    }

    SendLimits limits(GuardSettings.Reaction reaction) {
        return limits(GuardFixture.settings(reaction));
    }

    SendLimits limits(GuardSettings guard) {
        LimitSettings.Tries tries =
                new LimitSettings.Tries(10, Duration.ofSeconds(30), Duration.ofHours(1), 100, Duration.ofHours(24));
        return new SendLimits(
                jdbc,
                new LimitSettings(5, 10, 20, 10, 1_000_000, 1_000_000, tries),
                GuardFixture.guard(guard, clock, meters));
    }

    static PhoneNumber number(int n) {
        return new PhoneNumber("+3361234%04d".formatted(n));
    }
}
