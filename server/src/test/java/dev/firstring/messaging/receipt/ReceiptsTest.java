package dev.firstring.messaging.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.messaging.Cost;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.testing.Patience;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import dev.firstring.testing.Together;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReceiptsTest {

    private static final Cost SEVEN_CENTS = new Cost(new BigDecimal("0.07"), "EUR");

    private final SettableClock clock = new SettableClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private TestDatabase database;
    private JdbcTemplate jdbc;
    private Receipts receipts;

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        jdbc = new JdbcTemplate(database.service());
        receipts = new Receipts(jdbc, new PhoneNumbers(), meters, clock);
    }

    @BeforeEach
    void clear() {
        jdbc.update("DELETE FROM message");
        jdbc.update("DELETE FROM early_receipt");
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @Test
    void a_sent_message_becomes_delivered_by_our_name_or_by_the_providers() {
        UUID ours = message("sent", "acme", "a-1");
        UUID theirs = message("sent", "acme", "a-2");
        UUID others = message("sent", "bell", "a-2");

        receipts.record(Receipt.delivered("acme", ours, SEVEN_CENTS));
        receipts.record(new Receipt("acme", null, "a-2", true, null, null));

        assertThat(row(ours))
                .containsEntry("state", "delivered")
                .containsEntry("cost", new BigDecimal("0.070000"))
                .containsEntry("currency", "EUR");
        assertThat(state(theirs)).isEqualTo("delivered");
        assertThat(state(others)).isEqualTo("sent");
        assertThat(meters.get("firstring.message.receipts")
                        .tags("provider", "acme", "state", "delivered", "country", "FR")
                        .counter()
                        .count())
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void a_failure_says_why() {
        UUID message = message("sent", "acme", "a-1");

        receipts.record(Receipt.failed("acme", message, "unknown\0 subscriber", null));

        assertThat(row(message)).containsEntry("state", "failed").containsEntry("failure", "unknown  subscriber");
    }

    @Test
    void delivered_and_failed_are_final_and_receipts_may_come_again() {
        UUID delivered = message("sent", "acme", "a-1");
        UUID failed = message("sent", "acme", "a-2");

        for (int i = 0; i < 2; i++) {
            receipts.record(Receipt.delivered("acme", delivered, null));
            receipts.record(Receipt.failed("acme", failed, "lost", null));
        }
        receipts.record(Receipt.failed("acme", delivered, "lost", null));
        receipts.record(Receipt.delivered("acme", failed, null));

        assertThat(state(delivered)).isEqualTo("delivered");
        assertThat(state(failed)).isEqualTo("failed");
        assertThat(waiting()).isZero();
    }

    @Test
    void a_failure_of_a_provider_that_was_given_up_does_not_count_but_its_delivery_does() {
        UUID message = message("sent", "bell", "b-1");

        receipts.record(Receipt.failed("acme", message, "lost", null));
        assertThat(state(message)).isEqualTo("sent");

        receipts.record(Receipt.delivered("acme", message, SEVEN_CENTS));
        assertThat(row(message)).containsEntry("state", "delivered").containsEntry("provider", "bell");
        assertThat(row(message).get("cost")).isNull();
    }

    @Test
    void a_delivery_may_come_before_the_message_is_known_to_be_sent() {
        UUID message = message("queued", null, null);

        receipts.record(Receipt.delivered("acme", message, null));

        assertThat(row(message)).containsEntry("state", "delivered").containsEntry("provider", "acme");
    }

    @Test
    void a_failure_that_comes_early_waits_until_the_message_is_known_to_be_sent() {
        UUID message = message("queued", null, null);

        receipts.record(Receipt.failed("acme", message, "lost", null));
        assertThat(receipts.catchUp()).isZero();
        assertThat(state(message)).isEqualTo("queued");

        sent(message, "acme", "a-1");
        assertThat(receipts.catchUp()).isEqualTo(1);
        assertThat(state(message)).isEqualTo("failed");
        assertThat(waiting()).isZero();
    }

    @Test
    void a_receipt_under_a_name_that_is_not_known_yet_waits_for_it() {
        UUID message = message("queued", null, null);

        receipts.record(new Receipt("acme", null, "a-1", true, null, SEVEN_CENTS));
        receipts.record(new Receipt("acme", null, "a-1", true, null, SEVEN_CENTS));
        assertThat(receipts.catchUp()).isZero();

        sent(message, "acme", "a-1");
        assertThat(receipts.catchUp()).isEqualTo(1);
        assertThat(row(message)).containsEntry("state", "delivered").containsEntry("currency", "EUR");
        assertThat(waiting()).isZero();
    }

    @Test
    void a_name_that_a_network_uses_again_belongs_to_the_message_that_has_it_now() {
        UUID old = message("sent", "acme", "1");
        receipts.record(new Receipt("acme", null, "1", true, null, null));
        receipts.record(new Receipt("acme", null, "1", true, null, null));
        assertThat(waiting()).as("a copy of a receipt waits for nobody").isZero();
        clock.advance(Duration.ofHours(1));
        UUID fresh = message("queued", null, null);

        receipts.record(new Receipt("acme", null, "1", false, "lost", null));
        assertThat(receipts.catchUp()).isZero();
        sent(fresh, "acme", "1");

        assertThat(receipts.catchUp()).isEqualTo(1);
        assertThat(state(fresh)).isEqualTo("failed");
        assertThat(state(old)).isEqualTo("delivered");
        assertThat(waiting()).isZero();
    }

    @Test
    void a_receipt_about_nothing_is_forgotten_in_time() {
        receipts.record(new Receipt("acme", null, "never", true, null, null));
        clock.advance(Duration.ofMinutes(16));
        UUID message = message("sent", "acme", "never");

        assertThat(receipts.catchUp()).isZero();
        assertThat(state(message)).isEqualTo("sent");
    }

    @Test
    void of_a_delivery_and_failures_at_once_one_holds_and_nothing_waits() {
        for (int i = 0; i < 20; i++) {
            UUID message = message("sent", "acme", "race-" + i);
            Together.run(8, n -> {
                Receipt delivered = Receipt.delivered("acme", message, null);
                Receipt failed = Receipt.failed("acme", message, "lost", null);
                receipts.record(n % 2 == 0 ? delivered : failed);
                return n;
            });
            String settled = state(message);
            assertThat(settled).isIn("delivered", "failed");
            receipts.record(Receipt.delivered("acme", message, null));
            assertThat(state(message)).isEqualTo(settled);
        }
        assertThat(waiting()).isZero();
    }

    @Test
    void a_message_that_somebody_holds_gets_its_early_receipt_the_next_time_and_nobody_waits() {
        UUID held = message("queued", null, null);
        UUID free = message("queued", null, null);
        receipts.record(new Receipt("acme", null, "held", true, null, null));
        receipts.record(new Receipt("acme", null, "free", true, null, null));
        sent(held, "acme", "held");
        sent(free, "acme", "free");

        new TransactionTemplate(new JdbcTransactionManager(database.service())).executeWithoutResult(status -> {
            jdbc.queryForList("SELECT id FROM message WHERE id = ? FOR UPDATE", held);
            assertThat(CompletableFuture.supplyAsync(receipts::catchUp))
                    .succeedsWithin(Patience.LIMIT)
                    .isEqualTo(1);
        });
        assertThat(state(held)).isEqualTo("sent");
        assertThat(state(free)).isEqualTo("delivered");

        assertThat(receipts.catchUp()).isEqualTo(1);
        assertThat(state(held)).isEqualTo("delivered");
        assertThat(waiting()).isZero();
    }

    private UUID message(String state, @Nullable String provider, @Nullable String reference) {
        UUID id = UUID.randomUUID();
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.update("""
                INSERT INTO message (id, verification_id, session_hash, phone_number, channel, language, state, provider,
                                     provider_reference, lease_until, created_at, expires_at)
                VALUES (?, ?, ?, '+33612345678', 'sms', 'en', ?, ?, ?, ?, ?, ?)
                """, id, UUID.randomUUID(), new byte[32], state, provider, reference, now, now, now);
        return id;
    }

    private void sent(UUID message, String provider, String reference) {
        jdbc.update(
                "UPDATE message SET state = 'sent', provider = ?, provider_reference = ? WHERE id = ?",
                provider,
                reference,
                message);
    }

    private Map<String, Object> row(UUID message) {
        return jdbc.queryForMap("SELECT state, provider, failure, cost, currency FROM message WHERE id = ?", message);
    }

    private String state(UUID message) {
        return (String) row(message).get("state");
    }

    private int waiting() {
        Integer count = jdbc.queryForObject("SELECT count(*) FROM early_receipt", Integer.class);
        return count == null ? 0 : count;
    }
}
