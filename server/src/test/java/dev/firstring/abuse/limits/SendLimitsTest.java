package dev.firstring.abuse.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.abuse.challenge.Pressure;
import dev.firstring.abuse.guard.GuardFixture;
import dev.firstring.abuse.guard.GuardSettings;
import dev.firstring.abuse.guard.Reaction;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.RetryingTransactions;
import dev.firstring.testing.Patience;
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
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SendLimitsTest {

    private static final LimitSettings.Tries TRIES =
            new LimitSettings.Tries(10, Duration.ofSeconds(30), Duration.ofHours(1), 100, Duration.ofHours(24));
    private static final PhoneNumber NUMBER = new PhoneNumber("+33639980001");

    private static final String DEVICE = "5f0c1a52-7f4e-4a0c-9c55-0d3b7a6e2f91";

    private final SettableClock clock = new SettableClock();
    private TestDatabase database;
    private JdbcTemplate jdbc;
    private RetryingTransactions transactions;

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

    @Test
    void a_number_gets_five_messages_an_hour_and_ten_a_day() {
        SendLimits limits = limits(600, 50_000);
        for (int i = 0; i < 5; i++) {
            assertThat(take(limits, NUMBER, "198.51.100." + i, "d" + i)).isInstanceOf(Allowance.Granted.class);
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(take(limits, NUMBER, "198.51.100.9", "d9"))
                .isInstanceOfSatisfying(Allowance.Limited.class, limited -> {
                    assertThat(limited.policy()).isEqualTo("number-hour");
                    assertThat(limited.retryAfter()).isEqualTo(Duration.ofMinutes(55));
                });

        clock.advance(Duration.ofMinutes(55));
        for (int i = 0; i < 5; i++) {
            assertThat(take(limits, NUMBER, "203.0.113." + i, "e" + i)).isInstanceOf(Allowance.Granted.class);
            clock.advance(Duration.ofMinutes(13));
        }
        assertThat(take(limits, NUMBER, "203.0.113.9", "e9"))
                .isInstanceOfSatisfying(
                        Allowance.Limited.class,
                        limited -> assertThat(limited.policy()).isEqualTo("number-day"));
    }

    @Test
    void an_address_asks_twenty_times_an_hour_for_whatever_numbers() {
        SendLimits limits = limits(600, 50_000);
        for (int i = 0; i < 20; i++) {
            assertThat(take(limits, number(i), "2001:db8:0:1::/64", null)).isInstanceOf(Allowance.Granted.class);
        }
        assertThat(take(limits, number(20), "2001:db8:0:1::/64", null))
                .isInstanceOfSatisfying(
                        Allowance.Limited.class,
                        limited -> assertThat(limited.policy()).isEqualTo("address-hour"));
    }

    @Test
    void a_device_asks_ten_times_a_day_at_an_address() {
        SendLimits limits = limits(600, 50_000);
        for (int i = 0; i < 10; i++) {
            assertThat(take(limits, number(i), "198.51.100.1", DEVICE)).isInstanceOf(Allowance.Granted.class);
            clock.advance(Duration.ofHours(2));
        }
        assertThat(take(limits, number(10), "198.51.100.1", DEVICE))
                .isInstanceOfSatisfying(
                        Allowance.Limited.class,
                        limited -> assertThat(limited.policy()).isEqualTo("device-day"));
    }

    @Test
    void who_sends_the_id_of_a_device_elsewhere_uses_up_nothing_of_that_device() {
        SendLimits limits = limits(600, 50_000);
        for (int i = 0; i < 12; i++) {
            take(limits, number(i), "198.51.100.1", DEVICE);
        }
        assertThat(take(limits, number(20), "203.0.113.1", DEVICE)).isInstanceOf(Allowance.Granted.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown",
                "web",
                "null",
                "undefined",
                "00000000-0000-0000-0000-000000000000",
                "02:00:00:00:00:00",
                "SM-G991B",
                "iPhone14,2",
                "samsung SM-G991B/DS (Galaxy S21)"
            })
    void an_id_that_tells_no_device_from_another_is_no_limit_that_strangers_share(String id) {
        SendLimits limits = limits(600, 50_000);
        for (int i = 0; i < 15; i++) {
            assertThat(take(limits, number(i), "198.51.100.1", id)).isInstanceOf(Allowance.Granted.class);
        }
    }

    @Test
    void who_sends_the_owners_device_id_without_the_owners_token_is_counted_as_a_stranger() {
        SendLimits limits = limits(600, 50_000);
        PhoneNumber owned = number(900);
        bind(owned, "owners-phone");
        for (int i = 0; i < 5; i++) {
            assertThat(takeWithout(limits, owned, "198.51.100." + i)).isInstanceOf(Allowance.Granted.class);
        }
        assertThat(takeWithout(limits, owned, "198.51.100.9")).isInstanceOf(Allowance.Limited.class);
        assertThat(take(limits, owned, "198.51.100.9", "owners-phone")).isInstanceOf(Allowance.Granted.class);
    }

    private Allowance takeWithout(SendLimits limits, PhoneNumber number, String address) {
        return transactions.run(transaction ->
                limits.take(new SendRequest(number, address, "owners-phone", null, true, false, clock.instant())));
    }

    @Test
    void a_refused_send_takes_nothing_from_any_limit() {
        SendLimits limits = limits(600, 50_000);
        for (int i = 0; i < 5; i++) {
            take(limits, NUMBER, "198.51.100.1", null);
        }
        assertThat(take(limits, NUMBER, "198.51.100.2", "fresh")).isInstanceOf(Allowance.Limited.class);

        assertThat(jdbc.queryForObject(
                        "SELECT count(*) FROM rate_limit WHERE subject IN ('address:198.51.100.2', 'device:fresh|198.51.100.2')",
                        Integer.class))
                .isZero();
        assertThat(spentThisMinute()).isEqualTo(5);
    }

    @Test
    void a_send_that_nobody_accepted_costs_nothing() {
        SendLimits limits = limits(600, 50_000);
        take(limits, NUMBER, "198.51.100.1", "d");
        clock.advance(Duration.ofSeconds(1));
        Allowance.Granted second = (Allowance.Granted) take(limits, NUMBER, "198.51.100.1", "d");

        limits.refund(second.receipt());
        limits.refund(second.receipt());

        assertThat(jdbc.queryForList("SELECT DISTINCT cardinality(taken) FROM rate_limit", Integer.class))
                .containsExactly(1);
        assertThat(spentThisMinute()).isEqualTo(1);
    }

    @Test
    void asking_consumes_nothing_and_tells_the_wait() {
        SendLimits limits = limits(600, 50_000);
        for (int i = 0; i < 5; i++) {
            take(limits, NUMBER, "198.51.100." + i, "d");
        }
        for (int i = 0; i < 3; i++) {
            assertThat(limits.untilNext("number:" + NUMBER.e164(), clock.instant()))
                    .isEqualTo(Duration.ofHours(1));
        }
        assertThat(limits.untilNext("number:" + number(7).e164(), clock.instant()))
                .isZero();
    }

    @Test
    void the_service_spends_exactly_its_budget_however_many_ask_at_once() throws Exception {
        SendLimits limits = limits(100, 150);
        assertThat(grantedOf(limits, 140)).isEqualTo(100);
        clock.advance(Duration.ofMinutes(1));
        assertThat(grantedOf(limits, 140)).isEqualTo(50);
        clock.advance(Duration.ofDays(1));
        assertThat(grantedOf(limits, 20)).isEqualTo(20);
    }

    @Test
    void a_budget_of_fewer_messages_than_it_has_shards_is_exact_as_well() throws Exception {
        assertThat(grantedOf(limits(7, 50_000), 40)).isEqualTo(7);
        clock.advance(Duration.ofDays(1));
        assertThat(grantedOf(limits(600, 9), 40)).isEqualTo(9);
    }

    @Test
    void who_finds_every_shard_of_the_budget_held_waits_and_is_served() throws Exception {
        Allowance allowance = askedBeside(
                limits(600, 50_000),
                () -> jdbc.queryForList("SELECT shard FROM send_budget FOR UPDATE", Integer.class));

        assertThat(allowance).isInstanceOf(Allowance.Granted.class);
        assertThat(spentThisMinute()).isEqualTo(1);
    }

    @Test
    void who_waited_for_the_last_of_the_budget_is_told_that_it_is_spent() throws Exception {
        SendLimits limits = limits(1, 50_000);

        Allowance allowance = askedBeside(
                limits,
                () -> limits.take(
                        new SendRequest(number(2), "198.51.100.2", null, null, true, false, clock.instant())));

        assertThat(allowance)
                .isInstanceOfSatisfying(
                        Allowance.Limited.class,
                        limited -> assertThat(limited.policy()).isEqualTo("service"));
        assertThat(spentThisMinute()).isEqualTo(1);
    }

    @Test
    void the_limit_of_a_number_holds_when_many_ask_at_once() throws Exception {
        SendLimits limits = limits(600, 50_000);
        assertThat(atOnce(40, i -> take(limits, NUMBER, "198.51.100." + i, null)))
                .isEqualTo(5);
    }

    @Test
    void a_device_bound_to_the_numbers_account_is_not_locked_out_by_strangers() {
        SendLimits limits = limits(600, 50_000);
        bind(NUMBER, "owners-phone");
        for (int i = 0; i < 5; i++) {
            take(limits, NUMBER, "198.51.100." + i, "stranger");
        }
        assertThat(take(limits, NUMBER, "198.51.100.99", "stranger2")).isInstanceOf(Allowance.Limited.class);

        assertThat(take(limits, NUMBER, "203.0.113.1", "owners-phone"))
                .isInstanceOfSatisfying(
                        Allowance.Granted.class,
                        granted -> assertThat(granted.receipt().boundDevice()).isTrue());
    }

    @Test
    void ten_wrong_codes_in_a_day_bring_a_wait_and_a_challenge_that_double() {
        SendLimits limits = limits(600, 50_000);
        guard(10, clock.instant().plusSeconds(30), 1);

        assertThat(take(limits, NUMBER, "198.51.100.1", null))
                .isInstanceOfSatisfying(Allowance.Limited.class, limited -> {
                    assertThat(limited.policy()).isEqualTo("number-guard");
                    assertThat(limited.retryAfter()).isEqualTo(Duration.ofSeconds(30));
                });
        clock.advance(Duration.ofSeconds(30));
        Allowance.ChallengeWanted wanted = (Allowance.ChallengeWanted) take(limits, NUMBER, "198.51.100.1", null);
        assertThat(wanted.pressure()).isEqualTo(Pressure.NONE);

        limits.passed(wanted, clock.instant());
        assertThat(take(limits, NUMBER, "198.51.100.1", null))
                .isInstanceOfSatisfying(
                        Allowance.Limited.class,
                        limited -> assertThat(limited.retryAfter()).isEqualTo(Duration.ofMinutes(1)));
    }

    @Test
    void the_wait_never_grows_beyond_an_hour_and_is_forgotten_the_next_day() {
        SendLimits limits = limits(600, 50_000);
        guard(10, clock.instant(), 12);
        Allowance.ChallengeWanted wanted = (Allowance.ChallengeWanted) take(limits, NUMBER, "198.51.100.1", null);
        assertThat(wanted.pressure()).isEqualTo(new Pressure(3));
        limits.passed(wanted, clock.instant());
        assertThat(take(limits, NUMBER, "198.51.100.1", null))
                .isInstanceOfSatisfying(
                        Allowance.Limited.class,
                        limited -> assertThat(limited.retryAfter()).isEqualTo(Duration.ofHours(1)));

        clock.advance(Duration.ofDays(1));
        assertThat(take(limits, NUMBER, "198.51.100.1", null)).isInstanceOf(Allowance.Granted.class);
    }

    @Test
    void a_stopped_number_gets_nothing_until_the_stop_is_over() {
        SendLimits limits = limits(600, 50_000);
        guard(3, null, 0);
        jdbc.update(
                "UPDATE number_guard SET stopped_until = ?",
                java.sql.Timestamp.from(clock.instant().plus(Duration.ofHours(24))));
        assertThat(take(limits, NUMBER, "198.51.100.1", null))
                .isInstanceOfSatisfying(
                        Allowance.Limited.class,
                        limited -> assertThat(limited.policy()).isEqualTo("number-stopped"));
        clock.advance(Duration.ofHours(24));
        assertThat(take(limits, NUMBER, "198.51.100.1", null)).isInstanceOf(Allowance.Granted.class);
    }

    private Allowance take(SendLimits limits, PhoneNumber number, String address, @Nullable String device) {
        return transactions.run(transaction -> {
            Allowance allowance =
                    limits.take(new SendRequest(number, address, device, proof(device), true, false, clock.instant()));
            if (!(allowance instanceof Allowance.Granted)) {
                transaction.setRollbackOnly();
            }
            return allowance;
        });
    }

    /** What a sender is told who asks while another transaction has the budget, which ends once the sender waits. */
    private Allowance askedBeside(SendLimits limits, Runnable other) throws Exception {
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<Allowance> answer = transactions.run(transaction -> {
                other.run();
                Future<Allowance> asked = thread.submit(() -> take(limits, number(1), "198.51.100.1", null));
                Instant deadline = Instant.now().plus(Patience.LIMIT);
                while (!asked.isDone() && !somebodyWaits()) {
                    assertThat(Instant.now()).isBefore(deadline);
                    Thread.onSpinWait();
                }
                return asked;
            });
            return answer.get();
        }
    }

    private boolean somebodyWaits() {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')",
                Boolean.class));
    }

    private int grantedOf(SendLimits limits, int asked) throws Exception {
        AtomicInteger next = new AtomicInteger((int) (clock.instant().getEpochSecond() % 100_000) * 100);
        return atOnce(asked, i -> {
            int n = next.incrementAndGet();
            return take(limits, number(n), "10." + (n >> 16 & 255) + "." + (n >> 8 & 255) + "." + (n & 255), null);
        });
    }

    private int atOnce(int count, java.util.function.IntFunction<Allowance> ask) throws Exception {
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
    private static @Nullable String proof(@Nullable String device) {
        return "owners-phone".equals(device) ? "ab".repeat(32) : null;
    }

    private void bind(PhoneNumber number, String device) {
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

    private void guard(int failuresToday, @Nullable Instant next, int penalty) {
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

    private int spentThisMinute() {
        Integer spent = jdbc.queryForObject("SELECT sum(minute_spent) FROM send_budget", Integer.class);
        return spent == null ? 0 : spent;
    }

    private SendLimits limits(int minute, int day) {
        GuardSettings guard = GuardFixture.settings(Reaction.MONITOR);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        return new SendLimits(
                jdbc,
                new LimitSettings(5, 10, 20, 10, minute, day, TRIES),
                GuardFixture.guard(guard, meters),
                GuardFixture.access(guard, clock, meters));
    }

    private static PhoneNumber number(int n) {
        return new PhoneNumber("+3363%07d".formatted(n));
    }
}
