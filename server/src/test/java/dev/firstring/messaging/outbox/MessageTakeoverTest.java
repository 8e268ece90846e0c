package dev.firstring.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome.Reason;
import dev.firstring.messaging.route.FakeSender;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessageTakeoverTest {

    private final SettableClock clock = new SettableClock();
    private TestDatabase database;
    private Rows rows;

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        rows = new Rows(database.service());
    }

    @BeforeEach
    void clear() {
        rows.clear();
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @Test
    void a_message_of_a_node_that_died_is_sent_with_the_same_code_within_15_seconds() {
        FakeSender sender = FakeSender.willing("acme");
        QueuedMessage message = rows.queued(clock.instant());

        clock.advance(Duration.ofSeconds(8));
        runOnce(sender);
        assertThat(sender.given).as("still leased").isEmpty();

        clock.advance(Duration.ofMillis(1));
        runOnce(sender);
        assertThat(sender.given).singleElement().satisfies(given -> {
            assertThat(given.id()).isEqualTo(message.id());
            assertThat(given.text())
                    .endsWith("\n@example.org #" + Node.codeOf(message, clock).reveal());
        });
        assertThat(rows.row(message))
                .containsEntry("state", "sent")
                .containsEntry("provider", "acme")
                .containsEntry("attempts", 1);
    }

    @Test
    void two_nodes_send_each_message_once() throws Exception {
        List<QueuedMessage> messages = IntStream.range(0, 400)
                .mapToObj(i -> rows.queued(clock.instant()))
                .toList();
        clock.advance(Duration.ofSeconds(9));
        FakeSender sender = FakeSender.willing("acme");
        int threads = 6;
        CyclicBarrier together = new CyclicBarrier(threads);

        try (Node one = new Node(database.service(), clock, sender);
                Node two = new Node(database.service(), clock, sender);
                var pool = Executors.newFixedThreadPool(threads)) {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Node node = i % 2 == 0 ? one : two;
                tasks.add(() -> {
                    together.await();
                    for (int round = 0; round < 8; round++) {
                        node.takeover.runOnce().join();
                    }
                    return null;
                });
            }
            for (Future<Void> task : pool.invokeAll(tasks)) {
                task.get();
            }
        }

        assertThat(sender.given.stream().map(OutgoingMessage::id))
                .containsExactlyInAnyOrderElementsOf(
                        messages.stream().map(QueuedMessage::id).toList());
        assertThat(rows.count("sent")).isEqualTo(400);
    }

    @Test
    void a_message_that_no_provider_can_take_is_tried_with_growing_pauses_until_its_code_ends() {
        FakeSender away = FakeSender.refusing("acme", Reason.UNAVAILABLE);
        Instant expiry = clock.instant().plus(Rows.CODE_LIFE);
        QueuedMessage message = rows.queued(clock.instant());
        clock.advance(Duration.ofSeconds(9));

        runOnce(away);
        assertThat(rows.row(message))
                .containsEntry("state", "queued")
                .containsEntry("lease_until", Timestamp.from(clock.instant().plusSeconds(4)));
        runOnce(away);
        assertThat(away.given).hasSize(1);

        clock.advance(Duration.ofSeconds(5));
        runOnce(away);
        assertThat(away.given).hasSize(2);
        assertThat(rows.row(message))
                .containsEntry("lease_until", Timestamp.from(clock.instant().plusSeconds(8)));

        clock.set(expiry);
        runOnce(away);
        assertThat(away.given).hasSize(2);
        assertThat(rows.row(message))
                .containsEntry("state", "expired")
                .containsEntry("settled_at", Timestamp.from(clock.instant()))
                .containsEntry("failure", "UNAVAILABLE: acme: as told");
    }

    @Test
    void a_message_that_every_provider_refuses_has_failed() {
        FakeSender closed = FakeSender.refusing("acme", Reason.TRANSPORT_REFUSED);
        QueuedMessage message = rows.queued(clock.instant());
        clock.advance(Duration.ofSeconds(9));

        runOnce(closed);

        assertThat(rows.row(message))
                .containsEntry("state", "failed")
                .containsEntry("failure", "TRANSPORT_REFUSED: acme: as told");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verified", "expired", "failed"})
    void a_message_whose_code_is_of_no_use_is_not_sent(String status) {
        FakeSender sender = FakeSender.willing("acme");
        QueuedMessage message = rows.queued(clock.instant());
        rows.verification(message, status);
        clock.advance(Duration.ofSeconds(9));

        runOnce(sender);

        assertThat(sender.given).isEmpty();
        assertThat(rows.state(message)).isEqualTo("expired");
    }

    @Test
    void a_message_whose_verification_or_number_was_erased_is_not_sent() {
        FakeSender sender = FakeSender.willing("acme");
        QueuedMessage orphan = rows.queued(clock.instant());
        QueuedMessage erased = rows.queued(clock.instant());
        JdbcTemplate jdbc = new JdbcTemplate(database.service());
        jdbc.update("DELETE FROM verification WHERE id = ?", orphan.verificationId());
        jdbc.update("UPDATE message SET phone_number = NULL WHERE id = ?", erased.id());
        clock.advance(Duration.ofSeconds(9));

        runOnce(sender);

        assertThat(sender.given).isEmpty();
        assertThat(rows.count("expired")).isEqualTo(2);
    }

    @Test
    void it_looks_by_itself_between_start_and_stop() {
        QueuedMessage message = rows.queued(clock.instant());
        clock.advance(Duration.ofSeconds(9));

        try (Node node = new Node(database.service(), clock, FakeSender.willing("acme"))) {
            assertThat(node.takeover.isRunning()).isFalse();
            node.takeover.start();
            assertThat(node.takeover.isRunning()).isTrue();
            await().until(() -> rows.state(message).equals("sent"));
            node.takeover.stop();
            assertThat(node.takeover.isRunning()).isFalse();
        }
    }

    private void runOnce(FakeSender sender) {
        try (Node node = new Node(database.service(), clock, sender)) {
            node.takeover.runOnce().join();
        }
    }
}
