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
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Sends that are counted in a database, with a clock moved by hand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SendLimitsFixture {

    static final LimitSettings.Tries TRIES =
            new LimitSettings.Tries(10, Duration.ofSeconds(30), Duration.ofHours(1), 100, Duration.ofHours(24));

    static final PhoneNumber NUMBER = new PhoneNumber("+33639980001");

    final SettableClock clock = new SettableClock();
    TestDatabase database;
    JdbcTemplate jdbc;
    RetryingTransactions transactions;

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        jdbc = new JdbcTemplate(database.service());
        transactions = new RetryingTransactions(
                new TransactionTemplate(new JdbcTransactionManager(database.service())), new SimpleMeterRegistry());
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @BeforeEach
    void forget() {
        jdbc.update("DELETE FROM rate_limit");
        jdbc.update("DELETE FROM number_guard");
        jdbc.update(
                "UPDATE send_budget SET minute_start = 'epoch', minute_spent = 0, day_start = 'epoch', day_spent = 0");
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

    int atOnce(int count, java.util.function.IntFunction<Allowance> ask) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            List<Callable<Allowance>> calls = java.util.stream.IntStream.range(0, count)
                    .<Callable<Allowance>>mapToObj(i -> () -> ask.apply(i))
                    .toList();
            int granted = 0;
            for (Future<Allowance> answer : threads.invokeAll(calls)) {
                granted += answer.get() instanceof Allowance.Granted ? 1 : 0;
            }
            return granted;
        }
    }

    /** The proof of a token, for the device that owns one. */
    static @Nullable String proof(@Nullable String device) {
        return "owners-phone".equals(device) ? "ab".repeat(32) : null;
    }

    void bind(PhoneNumber number, String device) {
        jdbc.update("DELETE FROM device_binding");
        UUID account = UUID.randomUUID();
        jdbc.update("INSERT INTO account (id, created_at) VALUES (?, 'epoch')", account);
        jdbc.update(
                "INSERT INTO number_holding (phone_number, account_id, held_since, verified_at) VALUES (?, ?, 'epoch', 'epoch')",
                number.e164(),
                account);
        jdbc.update(
                "INSERT INTO device_binding (proof, account_id, bound_at, seen_at) VALUES (decode(?, 'hex'), ?, 'epoch', 'epoch')",
                proof(device),
                account);
    }

    void guard(int failuresToday, @Nullable Instant next, int penalty) {
        jdbc.update(
                "INSERT INTO number_guard (subject, failure_day, failures_today, failures_in_row, penalty, next_session_at, updated_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                "number:" + NUMBER.e164(),
                java.sql.Date.valueOf(
                        clock.instant().atZone(java.time.ZoneOffset.UTC).toLocalDate()),
                failuresToday,
                failuresToday,
                penalty,
                next == null ? null : java.sql.Timestamp.from(next),
                java.sql.Timestamp.from(clock.instant()));
    }

    int spentThisMinute() {
        Integer spent = jdbc.queryForObject("SELECT sum(minute_spent) FROM send_budget", Integer.class);
        return spent == null ? 0 : spent;
    }

    SendLimits limits(int minute, int day) {
        GuardSettings guard = GuardFixture.settings(GuardSettings.Reaction.MONITOR);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        return new SendLimits(
                jdbc, new LimitSettings(5, 10, 20, 10, minute, day, TRIES), GuardFixture.guard(guard, clock, meters));
    }

    static PhoneNumber number(int n) {
        return new PhoneNumber("+3363%07d".formatted(n));
    }
}
