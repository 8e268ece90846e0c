package dev.firstring.abuse.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.abuse.guard.GuardFixture;
import dev.firstring.abuse.guard.GuardSettings;
import dev.firstring.abuse.guard.GuardSettings.WhenUnreadable;
import dev.firstring.abuse.guard.Reaction;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.RetryingTransactions;
import dev.firstring.testing.Patience;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import dev.firstring.testing.Together;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The fraud guard where sends are counted: in the database, with the limits, by many at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardedSendsTest {

    private final SettableClock clock = new SettableClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private TestDatabase database;
    private JdbcTemplate jdbc;
    private RetryingTransactions transactions;
    private int asked;

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

    @Test
    void a_prefix_whose_codes_nobody_types_is_blocked_and_other_prefixes_are_not() {
        SendLimits limits = limits(Reaction.BLOCK);
        spread(limits, 20);
        clock.advance(Duration.ofMinutes(20));

        assertThat(ask(limits, number(20))).isInstanceOfSatisfying(Allowance.Limited.class, limited -> {
            assertThat(limited.policy()).isEqualTo("guard-prefix");
            assertThat(limited.retryAfter()).isBetween(Duration.ofHours(5), Duration.ofHours(6));
        });
        assertThat(ask(limits, new PhoneNumber("+33755550001"))).isInstanceOf(Allowance.Granted.class);
        assertThat(decided("block", "prefix")).isEqualTo(1);
    }

    @Test
    void a_burst_is_stopped_before_anybody_could_have_typed() {
        SendLimits limits = limits(Reaction.BLOCK);
        assertThat(spread(limits, 100)).isEqualTo(40);
    }

    @Test
    void monitoring_counts_and_lets_everything_through() {
        SendLimits limits = limits(Reaction.MONITOR);
        assertThat(spread(limits, 100)).isEqualTo(100);
        assertThat(decided("monitor", "prefix")).isEqualTo(60);
        assertThat(decided("allow", "none")).isEqualTo(40);
    }

    @Test
    void challenges_are_wanted_up_to_the_ceiling_and_get_harder_on_the_way() {
        SendLimits limits = limits(Reaction.CHALLENGE);
        assertThat(spread(limits, 40)).isEqualTo(40);

        List<Integer> steps = new java.util.ArrayList<>();
        for (int i = 0; i < 20; i++) {
            steps.add(solve(limits, number(40 + i)).pressure().steps());
        }
        assertThat(steps).isSorted().startsWith(2).endsWith(3);
        assertThat(ask(limits, number(60)))
                .isInstanceOfSatisfying(
                        Allowance.Limited.class,
                        limited -> assertThat(limited.policy()).isEqualTo("guard-prefix"));
    }

    @Test
    void an_address_that_asks_much_works_harder() {
        SendLimits limits = limits(Reaction.CHALLENGE);
        spread(limits, 40);
        assertThat(((Allowance.ChallengeWanted) take(limits, number(41), "203.0.113.1", null))
                        .pressure()
                        .steps())
                .isEqualTo(2);
        for (int i = 0; i < 9; i++) {
            take(limits, new PhoneNumber("+3375555000" + i), "203.0.113.1", null);
        }
        assertThat(((Allowance.ChallengeWanted) take(limits, number(42), "203.0.113.1", null))
                        .pressure()
                        .steps())
                .isEqualTo(4);
        assertThat(limits.pressure(number(42), "203.0.113.1", clock.instant()).steps())
                .isEqualTo(3);
        assertThat(limits.pressure(new PhoneNumber("+33755551234"), "203.0.113.9", clock.instant())
                        .steps())
                .isZero();
    }

    @Test
    void a_country_is_judged_as_a_whole_too() {
        SendLimits limits = limits(Reaction.BLOCK);
        int granted = 0;
        for (int i = 0; i < 700; i++) {
            granted += ask(limits, new PhoneNumber("+3363" + "%03d0001".formatted(i))) instanceof Allowance.Granted
                    ? 1
                    : 0;
        }
        assertThat(granted).isEqualTo(600);
        assertThat(decided("block", "country")).isEqualTo(100);
    }

    @Test
    void the_window_slides_and_forgets() {
        SendLimits limits = limits(Reaction.BLOCK);
        spread(limits, 40);
        clock.advance(Duration.ofHours(5).plusMinutes(49));
        assertThat(ask(limits, number(50))).isInstanceOf(Allowance.Limited.class);

        clock.advance(Duration.ofMinutes(11));
        assertThat(ask(limits, number(50))).isInstanceOf(Allowance.Granted.class);
    }

    @Test
    void a_refused_send_is_not_counted_and_one_that_nobody_accepted_is_given_back_once() {
        SendLimits limits = limits(Reaction.BLOCK);
        spread(limits, 40);
        ask(limits, number(41));
        assertThat(sent("FR+3361234")).isEqualTo(40);

        Allowance.Granted other = (Allowance.Granted) ask(limits, new PhoneNumber("+33755550009"));
        assertThat(sent("FR")).isEqualTo(41);
        transactions.run(transaction -> {
            limits.refund(other.receipt());
            limits.refund(other.receipt());
            return true;
        });
        assertThat(sent("FR")).isEqualTo(40);
        assertThat(sent("FR+3375555")).isZero();
    }

    @Test
    void a_device_bound_to_the_number_is_neither_counted_nor_judged() {
        SendLimits limits = limits(Reaction.BLOCK);
        spread(limits, 40);
        bind(number(77), "owners-phone");

        assertThat(take(limits, number(77), "203.0.113.7", "owners-phone")).isInstanceOf(Allowance.Granted.class);
        assertThat(take(limits, number(77), "203.0.113.8", "other-phone")).isInstanceOf(Allowance.Limited.class);
        assertThat(sent("FR+3361234")).isEqualTo(40);
    }

    @Test
    void senders_to_one_prefix_never_wait_for_each_other() throws Exception {
        SendLimits limits = limits(Reaction.BLOCK);
        ask(limits, number(0));
        CountDownLatch counted = new CountDownLatch(8);
        CountDownLatch end = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Boolean>> open = java.util.stream.IntStream.range(1, 9)
                    .mapToObj(i -> threads.submit(() -> transactions.run(transaction -> {
                        Allowance allowance = limits.take(
                                new SendRequest(number(i), "10.9.0." + i, null, null, true, false, clock.instant()));
                        counted.countDown();
                        try {
                            return end.await(2 * Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)
                                    && allowance instanceof Allowance.Granted;
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    })))
                    .toList();
            try {
                // All eight have counted, and none of their transactions has ended.
                assertThat(counted.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            } finally {
                end.countDown();
            }
            for (Future<Boolean> sender : open) {
                assertThat(sender.get()).isTrue();
            }
        }
        assertThat(sent("FR+3361234")).isEqualTo(9);
    }

    @Test
    void no_send_is_lost_and_the_overshoot_is_no_more_than_who_asked_at_once() {
        SendLimits limits = limits(Reaction.BLOCK);
        List<Boolean> granted = Together.run(
                        16,
                        i -> java.util.stream.IntStream.range(0, 10)
                                .filter(j -> ask(limits, number(i * 10 + j)) instanceof Allowance.Granted)
                                .count())
                .stream()
                .flatMap(count -> java.util.stream.Stream.generate(() -> true).limit(count))
                .toList();
        assertThat(granted.size()).isBetween(40, 40 + 16);
        assertThat(sent("FR+3361234")).isEqualTo(granted.size());
    }

    @Test
    void counters_that_cannot_be_read_leave_sends_unguarded_and_are_tried_again() throws SQLException {
        SendLimits limits = limits(Reaction.BLOCK);
        spread(limits, 40);
        owner("REVOKE ALL ON guard_count FROM firstring_service");
        try {
            assertThat(ask(limits, number(50))).isInstanceOf(Allowance.Granted.class);
            assertThat(ask(limits, number(51))).isInstanceOf(Allowance.Granted.class);
            assertThat(limits.pressure(number(51), "203.0.113.1", clock.instant())
                            .steps())
                    .isZero();
            assertThat(meters.counter("firstring.guard.unreadable").count()).isEqualTo(3);
        } finally {
            owner("GRANT SELECT, INSERT, UPDATE, DELETE ON guard_count TO firstring_service");
        }
        clock.advance(Duration.ofSeconds(10));
        assertThat(ask(limits, number(52))).isInstanceOf(Allowance.Limited.class);
    }

    @Test
    void counters_that_cannot_be_read_refuse_sends_where_that_is_wanted() throws SQLException {
        SendLimits limits = limits(GuardFixture.settings(Reaction.BLOCK, WhenUnreadable.REFUSE));
        owner("REVOKE ALL ON guard_count FROM firstring_service");
        try {
            assertThatThrownBy(() -> ask(limits, number(50)))
                    .isInstanceOf(DataAccessResourceFailureException.class)
                    .hasMessageContaining("nothing is sent");
        } finally {
            owner("GRANT SELECT, INSERT, UPDATE, DELETE ON guard_count TO firstring_service");
        }
        clock.advance(Duration.ofSeconds(10));
        assertThat(ask(limits, number(50))).isInstanceOf(Allowance.Granted.class);
    }

    @Test
    void a_store_of_limits_that_is_away_refuses_whatever_the_guard_would_do() throws SQLException {
        SendLimits limits = limits(Reaction.MONITOR);
        owner("REVOKE ALL ON rate_limit FROM firstring_service");
        try {
            assertThatThrownBy(() -> ask(limits, number(50))).hasMessageContaining("rate_limit");
        } finally {
            owner("GRANT SELECT, INSERT, UPDATE, DELETE ON rate_limit TO firstring_service");
        }
    }

    /** Starts for so many numbers of one prefix, each from an address of its own; how many were granted. */
    private int spread(SendLimits limits, int count) {
        int granted = 0;
        for (int i = 0; i < count; i++) {
            granted += ask(limits, number(i)) instanceof Allowance.Granted ? 1 : 0;
        }
        return granted;
    }

    private Allowance ask(SendLimits limits, PhoneNumber number) {
        int n;
        synchronized (this) {
            n = asked++;
        }
        return take(limits, number, "10.%d.%d.%d".formatted(n >> 16, n >> 8 & 255, n & 255), null);
    }

    private Allowance.ChallengeWanted solve(SendLimits limits, PhoneNumber number) {
        int n = asked++;
        return (Allowance.ChallengeWanted) transactions.run(transaction -> {
            Allowance allowance = limits.take(new SendRequest(
                    number,
                    "10.%d.%d.%d".formatted(n >> 16, n >> 8 & 255, n & 255),
                    null,
                    null,
                    true,
                    false,
                    clock.instant()));
            limits.passed((Allowance.ChallengeWanted) allowance, clock.instant());
            return allowance;
        });
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

    private int sent(String key) {
        Integer sent = jdbc.queryForObject(
                "SELECT COALESCE(sum(sent), 0) FROM guard_count WHERE subject = ?", Integer.class, key);
        return sent == null ? 0 : sent;
    }

    private double decided(String decision, String scope) {
        return meters.counter("firstring.guard.decisions", "decision", decision, "scope", scope, "country", "FR")
                .count();
    }

    private void owner(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(database.url(), TestDatabase.OWNER, TestDatabase.PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The proof of a token, for the device that owns one. */
    private static @Nullable String proof(@Nullable String device) {
        return "owners-phone".equals(device) ? "ab".repeat(32) : null;
    }

    private void bind(PhoneNumber number, String device) {
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

    private SendLimits limits(Reaction reaction) {
        return limits(GuardFixture.settings(reaction));
    }

    private SendLimits limits(GuardSettings guard) {
        LimitSettings.Tries tries =
                new LimitSettings.Tries(10, Duration.ofSeconds(30), Duration.ofHours(1), 100, Duration.ofHours(24));
        return new SendLimits(
                jdbc,
                new LimitSettings(5, 10, 20, 10, 1_000_000, 1_000_000, tries),
                GuardFixture.guard(guard, meters),
                GuardFixture.access(guard, clock, meters));
    }

    private static PhoneNumber number(int n) {
        return new PhoneNumber("+3361234%04d".formatted(n));
    }
}
