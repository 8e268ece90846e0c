package dev.firstring.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.firstring.messaging.outbox.MessageDispatch.Delivery.State;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeliveryRecorderTest {

    private final SettableClock clock = new SettableClock();
    private SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private TestDatabase database;
    private Rows rows;

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        rows = new Rows(database.service());
    }

    @BeforeEach
    void clear() {
        meters = new SimpleMeterRegistry();
        rows.clear();
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @Test
    void closing_writes_what_waits() {
        List<QueuedMessage> messages = queued(1200);

        try (DeliveryRecorder recorder = new DeliveryRecorder(outbox(), meters)) {
            messages.forEach(message -> recorder.record(result(message, 0, State.SENT, "acme")));
        }

        assertThat(rows.count("sent")).isEqualTo(1200);
    }

    @Test
    void results_wait_while_the_database_is_away() {
        HikariDataSource closed = pool();
        closed.close();
        DelegatingDataSource switched = new DelegatingDataSource(closed);
        QueuedMessage message = rows.queued(clock.instant());

        try (HikariDataSource reopened = pool();
                DeliveryRecorder recorder = new DeliveryRecorder(new Outbox(new JdbcTemplate(switched)), meters)) {
            recorder.record(result(message, 0, State.SENT, "acme"));
            await().until(() ->
                    meters.get("firstring.message.results.waiting").gauge().value() == 0);
            assertThat(rows.state(message)).isEqualTo("queued");

            switched.setTargetDataSource(reopened);
            await().until(() -> rows.state(message).equals("sent"));
        }
    }

    @Test
    void results_beyond_the_room_are_dropped_and_their_messages_stay_queued() {
        CountDownLatch away = new CountDownLatch(1);
        CountDownLatch reached = new CountDownLatch(1);
        Outbox stalled = new Outbox(new JdbcTemplate(database.service())) {
            @Override
            void settle(List<Result> results) {
                reached.countDown();
                await().until(() -> away.getCount() == 0);
                super.settle(results);
            }
        };
        List<QueuedMessage> messages = queued(4);

        try (DeliveryRecorder recorder = new DeliveryRecorder(stalled, meters, 2)) {
            recorder.record(result(messages.getFirst(), 0, State.SENT, "acme"));
            await().until(() -> reached.getCount() == 0);
            messages.stream().skip(1).forEach(message -> recorder.record(result(message, 0, State.SENT, "acme")));
            away.countDown();
        }

        assertThat(meters.get("firstring.message.results.dropped").counter().count())
                .isEqualTo(1);
        assertThat(rows.count("sent")).isEqualTo(3);
        assertThat(rows.state(messages.getLast())).isEqualTo("queued");
    }

    @Test
    void a_result_that_the_database_does_not_take_does_not_hold_up_others() {
        List<QueuedMessage> messages = queued(3);

        try (DeliveryRecorder recorder = new DeliveryRecorder(outbox(), meters)) {
            recorder.record(result(messages.get(0), 0, State.SENT, "acme"));
            recorder.record(result(messages.get(1), 0, State.SENT, "not \0 text"));
            recorder.record(result(messages.get(2), 0, State.SENT, "acme"));
        }

        assertThat(messages.stream().map(rows::state)).containsExactly("sent", "queued", "sent");
    }

    @Test
    void only_queued_messages_change() {
        QueuedMessage message = rows.queued(clock.instant());
        new JdbcTemplate(database.service())
                .update("UPDATE message SET state = 'delivered', provider = 'acme' WHERE id = ?", message.id());

        outbox().settle(List.of(result(message, 0, State.SENT, "late")));

        assertThat(rows.row(message)).containsEntry("state", "delivered").containsEntry("provider", "acme");
    }

    @Test
    void a_failure_counts_only_from_the_node_that_the_message_belongs_to() {
        QueuedMessage message = rows.queued(clock.instant());
        new JdbcTemplate(database.service()).update("UPDATE message SET attempts = 1 WHERE id = ?", message.id());

        outbox().settle(List.of(result(message, 0, State.FAILED, null)));
        assertThat(rows.state(message)).isEqualTo("queued");

        outbox().settle(List.of(result(message, 0, State.SENT, "acme")));
        assertThat(rows.state(message)).isEqualTo("sent");
    }

    @Test
    void of_two_results_in_one_batch_the_sending_holds() {
        QueuedMessage message = rows.queued(clock.instant());

        try (DeliveryRecorder recorder = new DeliveryRecorder(outbox(), meters)) {
            recorder.record(result(message, 0, State.SENT, "acme"));
            recorder.record(result(message, 0, State.FAILED, null));
        }

        assertThat(rows.state(message)).isEqualTo("sent");
    }

    private List<QueuedMessage> queued(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> rows.queued(clock.instant()))
                .toList();
    }

    private Outbox outbox() {
        return new Outbox(new JdbcTemplate(database.service()));
    }

    private Outbox.Result result(QueuedMessage message, int attempts, State state, @Nullable String provider) {
        Outbox.Carried carried = provider == null ? null : new Outbox.Carried(provider, null, null);
        return new Outbox.Result(message.id(), attempts, state, carried, List.of(), null, null, clock.instant());
    }

    private HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(TestDatabase.SERVICE);
        config.setPassword(TestDatabase.PASSWORD);
        config.setMaximumPoolSize(2);
        return new HikariDataSource(config);
    }
}
