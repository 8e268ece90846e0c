package dev.firstring.abuse.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.abuse.guard.GuardFixture;
import dev.firstring.abuse.guard.GuardSettings;
import dev.firstring.abuse.guard.GuardSettings.WhenUnreadable;
import dev.firstring.abuse.limits.ChargeSend.SendRequest;
import dev.firstring.testing.Patience;
import dev.firstring.testing.TestDatabase;
import dev.firstring.testing.Together;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

/** The fraud guard among many senders at once, and where its counters cannot be read. */
class GuardInTroubleTest extends GuardedSendsFixture {

    @Test
    void senders_to_one_prefix_never_wait_for_each_other() throws Exception {
        SendLimits limits = limits(GuardSettings.Reaction.BLOCK);
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
        SendLimits limits = limits(GuardSettings.Reaction.BLOCK);
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
        SendLimits limits = limits(GuardSettings.Reaction.BLOCK);
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
        SendLimits limits = limits(GuardFixture.settings(GuardSettings.Reaction.BLOCK, WhenUnreadable.REFUSE));
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
        SendLimits limits = limits(GuardSettings.Reaction.MONITOR);
        owner("REVOKE ALL ON rate_limit FROM firstring_service");
        try {
            assertThatThrownBy(() -> ask(limits, number(50))).hasMessageContaining("rate_limit");
        } finally {
            owner("GRANT SELECT, INSERT, UPDATE, DELETE ON rate_limit TO firstring_service");
        }
    }

    private void owner(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(database.url(), TestDatabase.OWNER, TestDatabase.PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
