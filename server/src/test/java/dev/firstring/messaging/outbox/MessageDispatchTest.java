package dev.firstring.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender.SendOutcome;
import dev.firstring.messaging.MessageSender.SendOutcome.Accepted;
import dev.firstring.messaging.MessageSender.SendOutcome.Reason;
import dev.firstring.messaging.MessageSender.SendOutcome.Refused;
import dev.firstring.messaging.outbox.MessageDispatch.Delivery;
import dev.firstring.messaging.route.FakeSender;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessageDispatchTest {

    private static final Duration SHORT_BUDGET = Duration.ofMillis(100);

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
    void a_message_that_a_provider_takes_is_sent_with_its_code_and_recorded() {
        FakeSender sender = FakeSender.willing("acme");
        QueuedMessage message = rows.queued(clock.instant());

        try (Node node = new Node(database.service(), clock, sender)) {
            assertThat(node.dispatch.dispatch(message, Node.CODE)).isEqualTo(Delivery.sent(Channel.SMS));
        }

        assertThat(sender.given).singleElement().satisfies(given -> {
            assertThat(given.id()).isEqualTo(message.id());
            assertThat(given.to()).isEqualTo(message.number());
            assertThat(given.text()).endsWith("\n@example.org #123456");
        });
        assertThat(rows.row(message))
                .containsEntry("state", "sent")
                .containsEntry("provider", "acme")
                .containsEntry("provider_reference", "acme-reference")
                .containsEntry("settled_at", Timestamp.from(clock.instant()));
    }

    @Test
    void a_message_that_no_provider_takes_has_failed_and_says_why() {
        QueuedMessage message = rows.queued(clock.instant());

        try (Node node = new Node(
                database.service(),
                clock,
                FakeSender.refusing("acme", Reason.UNAVAILABLE),
                FakeSender.refusing("bell", Reason.UNAVAILABLE))) {
            assertThat(node.dispatch.dispatch(message, Node.CODE))
                    .isEqualTo(Delivery.failed(Channel.SMS, Reason.UNAVAILABLE));
        }

        assertThat(rows.row(message))
                .containsEntry("state", "failed")
                .containsEntry("failure", "UNAVAILABLE: bell: as told");
    }

    @Test
    void a_provider_that_outlasts_the_budget_goes_on_behind_the_answer_queued() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        FakeSender sender = FakeSender.doing("acme", message -> after(slow, new Accepted("late")));
        QueuedMessage message = rows.queued(clock.instant());

        try (Node node = new Node(database.service(), clock, SHORT_BUDGET, sender)) {
            assertThat(node.dispatch.dispatch(message, Node.CODE)).isEqualTo(Delivery.queued(Channel.SMS));
            assertThat(rows.state(message)).isEqualTo("queued");

            slow.countDown();
            await().until(() -> rows.state(message).equals("sent"));
        }
        assertThat(rows.row(message)).containsEntry("provider_reference", "late");
    }

    @Test
    void a_message_answered_as_queued_is_tried_again_when_its_provider_fails_late() {
        CountDownLatch slow = new CountDownLatch(1);
        FakeSender sender =
                FakeSender.doing("acme", message -> after(slow, new Refused(Reason.UNAVAILABLE, "timed out")));
        QueuedMessage message = rows.queued(clock.instant());

        try (Node node = new Node(database.service(), clock, SHORT_BUDGET, sender)) {
            node.dispatch.dispatch(message, Node.CODE);
            slow.countDown();
            await().until(() -> rows.row(message).get("failure") != null);
        }
        assertThat(rows.row(message))
                .containsEntry("state", "queued")
                .containsEntry("lease_until", Timestamp.from(clock.instant().plusSeconds(2)));
    }

    @Test
    void the_lease_is_renewed_before_another_sender_could_outlast_it() {
        FakeSender slow = FakeSender.doing("acme", message -> {
            clock.advance(Duration.ofSeconds(4));
            return new Refused(Reason.UNAVAILABLE, "timed out");
        });
        QueuedMessage message = rows.queued(clock.instant());
        FakeSender next = FakeSender.doing("bell", given -> {
            assertThat(rows.row(message))
                    .containsEntry("lease_until", Timestamp.from(clock.instant().plusSeconds(8)));
            return new Accepted("next");
        });

        try (Node node = new Node(database.service(), clock, slow, next)) {
            assertThat(node.dispatch.dispatch(message, Node.CODE)).isEqualTo(Delivery.sent(Channel.SMS));
        }
    }

    @Test
    void a_node_that_lost_its_lease_asks_no_further_sender() {
        FakeSender next = FakeSender.willing("bell");
        QueuedMessage message = rows.queued(clock.instant());

        try (Node other = new Node(database.service(), clock, FakeSender.willing("other"))) {
            FakeSender stuck = FakeSender.doing("acme", given -> {
                clock.advance(Duration.ofSeconds(9));
                other.takeover.runOnce().join();
                return new Refused(Reason.UNAVAILABLE, "timed out");
            });
            try (Node node = new Node(database.service(), clock, stuck, next)) {
                assertThat(node.dispatch.dispatch(message, Node.CODE)).isEqualTo(Delivery.queued(Channel.SMS));
            }
        }
        assertThat(next.given).isEmpty();
        assertThat(rows.row(message)).containsEntry("state", "sent").containsEntry("provider", "other");
    }

    @Test
    void a_node_that_was_paused_before_it_sent_leaves_the_message_to_the_one_that_took_it() {
        FakeSender late = FakeSender.willing("late");
        FakeSender taker = FakeSender.willing("taker");
        QueuedMessage message = rows.queued(clock.instant());

        try (Node other = new Node(database.service(), clock, taker);
                Node paused = new Node(database.service(), clock, late)) {
            clock.advance(Duration.ofSeconds(9));
            other.takeover.runOnce().join();

            assertThat(paused.dispatch.dispatch(message, Node.CODE)).isEqualTo(Delivery.queued(Channel.SMS));
        }
        assertThat(taker.given).hasSize(1);
        assertThat(late.given).isEmpty();
        assertThat(rows.row(message)).containsEntry("state", "sent").containsEntry("provider", "taker");
    }

    @Test
    void nobody_is_asked_who_may_take_longer_than_the_message_stays_ours() {
        QueuedMessage message = rows.queued(clock.instant());
        FakeSender patient = FakeSender.slow("patient", Duration.ofSeconds(9), given -> {
            assertThat(rows.row(message))
                    .containsEntry("lease_until", Timestamp.from(clock.instant().plusSeconds(12)));
            return new Accepted("taken");
        });

        try (Node node = new Node(database.service(), clock, patient)) {
            assertThat(node.dispatch.dispatch(message, Node.CODE)).isEqualTo(Delivery.sent(Channel.SMS));
        }
    }

    @Test
    void a_node_that_was_paused_while_it_renewed_its_lease_sends_nothing() {
        FakeSender late = FakeSender.willing("late");
        QueuedMessage message = rows.queued(clock.instant());
        clock.advance(Duration.ofSeconds(5));

        // Each look at the time comes twelve seconds after the one before: as if every statement took that long.
        try (Node paused = new Node(database.service(), new Stalling(), late)) {
            assertThat(paused.dispatch.dispatch(message, Node.CODE)).isEqualTo(Delivery.queued(Channel.SMS));
        }

        assertThat(late.given).isEmpty();
        assertThat(rows.state(message)).isEqualTo("queued");
    }

    private final class Stalling extends Clock {

        @Override
        public Instant instant() {
            clock.advance(Duration.ofSeconds(12));
            return clock.instant();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("this clock is UTC");
        }
    }

    private static SendOutcome after(CountDownLatch latch, SendOutcome outcome) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return outcome;
    }
}
