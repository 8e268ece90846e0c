package dev.firstring.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.testing.TestDatabase;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RetryingTransactionsTest {

    private static final String HOLD = """
            SELECT shard FROM send_budget WHERE shard = ? FOR UPDATE
            """;
    private static final String HOLD_AT_ONCE = """
            SELECT shard FROM send_budget WHERE shard = ? FOR UPDATE NOWAIT
            """;
    private static final String ALARM = """
            INSERT INTO guard_alarm (subject, since) VALUES (?, 'epoch')
            """;

    private TestDatabase database;
    private JdbcTemplate jdbc;
    private TransactionTemplate plain;
    private SimpleMeterRegistry meters;
    private RetryingTransactions transactions;

    @BeforeAll
    void create() {
        database = TestDatabase.create();
        jdbc = new JdbcTemplate(database.service());
        plain = new TransactionTemplate(new JdbcTransactionManager(database.service()));
    }

    @BeforeEach
    void countFromZero() {
        meters = new SimpleMeterRegistry();
        transactions = new RetryingTransactions(plain, meters);
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void two_that_lock_in_a_circle_both_get_their_way_and_the_retry_is_counted() throws Exception {
        CountDownLatch bothHold = new CountDownLatch(2);
        List<Thread> threads = new ArrayList<>();
        for (int first = 0; first < 2; first++) {
            int own = first;
            threads.add(Thread.ofVirtual()
                    .start(() -> transactions.run(status -> {
                        jdbc.queryForObject(HOLD, Integer.class, own);
                        bothHold.countDown();
                        await(bothHold);
                        return jdbc.queryForObject(HOLD, Integer.class, 1 - own);
                    })));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(retries("40P01")).isEqualTo(1);
    }

    @Test
    void a_lock_that_stays_away_is_waited_for_without_a_connection_and_given_up_in_time() throws Exception {
        List<Integer> connectionsInPauses = new ArrayList<>();
        try (Connection _ = holding(7)) {
            assertThatThrownBy(() -> transactions.run(status -> {
                        connectionsInPauses.add(
                                database.service().getHikariPoolMXBean().getActiveConnections());
                        return jdbc.queryForObject(HOLD_AT_ONCE, Integer.class, 7);
                    }))
                    .isInstanceOf(ConcurrencyFailureException.class);
        }

        // With pauses that grow from 4 to 250 ms three seconds have room for no more runs than that.
        assertThat(connectionsInPauses).hasSizeBetween(2, 60).allMatch(active -> active <= 2);
        assertThat(retries("55P03")).isEqualTo(connectionsInPauses.size() - 1);
    }

    @Test
    void a_row_that_is_there_already_is_told_at_once() {
        jdbc.update(ALARM, "there");
        int[] runs = {0};

        assertThatThrownBy(() -> transactions.run(status -> {
                    runs[0]++;
                    return jdbc.update(ALARM, "there");
                }))
                .isInstanceOf(DuplicateKeyException.class);

        assertThat(runs[0]).isEqualTo(1);
    }

    @Test
    void work_that_asks_for_it_runs_again_and_the_reason_is_counted() {
        jdbc.update(ALARM, "raced");
        int[] runs = {0};

        String answer = transactions.run(status -> {
            if (runs[0]++ > 0) {
                return "found";
            }
            try {
                jdbc.update(ALARM, "raced");
                return "made";
            } catch (DuplicateKeyException e) {
                throw new RetryingTransactions.RetryRequested(e);
            }
        });

        assertThat(answer).isEqualTo("found");
        assertThat(retries("23505")).isEqualTo(1);
    }

    @Test
    void within_a_transaction_a_failure_ends_that_one() {
        int[] runs = {0};

        assertThatThrownBy(() -> plain.execute(outer -> transactions.run(status -> {
                    runs[0]++;
                    throw new RetryingTransactions.RetryRequested("asked");
                })))
                .isInstanceOf(RetryingTransactions.RetryRequested.class);

        assertThat(runs[0]).isEqualTo(1);
    }

    private double retries(String reason) {
        Counter counter = meters.find("firstring.transactions.retries")
                .tag("reason", reason)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    private Connection holding(int shard) throws SQLException {
        Connection connection = database.service().getConnection();
        connection.setAutoCommit(false);
        try (var statement = connection.prepareStatement(HOLD)) {
            statement.setInt(1, shard);
            statement.executeQuery();
        }
        return connection;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
