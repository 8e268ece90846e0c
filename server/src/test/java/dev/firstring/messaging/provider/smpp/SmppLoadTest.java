package dev.firstring.messaging.provider.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome;
import dev.firstring.messaging.MessageSender.SendOutcome.Accepted;
import dev.firstring.messaging.receipt.Receipts;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Two hundred messages a second are offered to one bind that is cut twice. Two seconds of it by default;
 * {@code -Dsmpp.seconds=30} for the long form. Nothing depends on how fast they go through: on a slow machine some get no answer
 * in time and are handed over again, and receipts that are too many at once are refused for now and come again.
 */
@Tag("slow")
class SmppLoadTest {

    private static final int A_SECOND = 200;
    private static final int WINDOW = 100;
    private static final int CUTS = 2;
    private static final int SECONDS = Integer.getInteger("smpp.seconds", 2);

    @Test
    void no_message_is_lost_none_has_two_codes_and_every_receipt_finds_its_message() throws Exception {
        int count = A_SECOND * SECONDS;
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        Map<String, String> given = new ConcurrentHashMap<>();
        AtomicInteger repeated = new AtomicInteger();
        try (TestDatabase database = TestDatabase.create();
                Smsc smsc = new Smsc();
                ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
                var pace = Executors.newSingleThreadScheduledExecutor()) {
            SmppLink link = SmppSenderTest.link(smsc.port(), WINDOW);
            JdbcTemplate jdbc = new JdbcTemplate(database.service());
            Receipts receipts = new Receipts(jdbc, new PhoneNumbers(), new SimpleMeterRegistry(), Clock.systemUTC());
            SmppBind bind = new SmppBind(link, new SmppReceipts(link, receipts), new SecureRandom());
            bind.start();
            SmppSender sender = new SmppSender(link, bind);
            AtomicInteger next = new AtomicInteger();
            AtomicInteger done = new AtomicInteger();
            pace.scheduleAtFixedRate(
                    () -> {
                        int n = next.getAndIncrement();
                        if (n < count) {
                            senders.execute(() -> {
                                OutgoingMessage message = message(n);
                                given.put(message.to().e164().substring(1), message.text());
                                queued(jdbc, message);
                                // Whoever hears "unavailable" hands the same message over again, as the outbox does.
                                SendOutcome outcome = sender.send(message);
                                while (!(outcome instanceof Accepted)) {
                                    repeated.incrementAndGet();
                                    outcome = sender.send(message);
                                }
                                sent(jdbc, message, ((Accepted) outcome).reference());
                                acknowledged.add(message.to().e164().substring(1));
                                done.incrementAndGet();
                            });
                        }
                    },
                    0,
                    1_000_000 / A_SECOND,
                    TimeUnit.MICROSECONDS);
            await().until(() -> done.get() >= count / 3);
            smsc.cutOnceBound();
            await().until(() -> done.get() >= 2 * count / 3);
            smsc.cutOnceBound();
            await().until(() -> done.get() == count);
            await().until(() -> {
                receipts.catchUp();
                return count(jdbc, "SELECT count(*) FROM message WHERE state = 'delivered'") == count;
            });
            pace.shutdownNow();
            bind.close();

            assertThat(smsc.binds.get()).isGreaterThanOrEqualTo(1 + CUTS);
            assertThat(acknowledged).hasSize(count);
            assertThat(smsc.texts.keySet())
                    .as("numbers that a message came for")
                    .containsAll(acknowledged);
            smsc.texts.forEach((number, texts) ->
                    assertThat(texts).as("texts to one number").containsOnly(given.get(number)));
            int twice = smsc.submitted() - count;
            // Only those that were on their way unanswered when the bind was cut, or whose answer came too late.
            assertThat(twice).as("messages that came twice").isLessThanOrEqualTo(CUTS * WINDOW + repeated.get());
            // What is left are the receipts of the first of two arrivals, whose name was never answered. Each may have
            // come
            // more than once: a carrier that hears no answer in time sends its receipt again.
            assertThat(count(jdbc, "SELECT count(DISTINCT reference) FROM early_receipt"))
                    .isLessThanOrEqualTo(twice);
            System.out.printf(
                    "%d messages in %d s, %d binds, %d handed over again, %d arrived twice with the same code, all delivered%n",
                    count, SECONDS, smsc.binds.get(), repeated.get(), twice);
        }
    }

    private static void queued(JdbcTemplate jdbc, OutgoingMessage message) {
        jdbc.update("""
                INSERT INTO message (id, verification_id, session_hash, phone_number, channel, language, state,
                                     lease_until, created_at, expires_at)
                VALUES (?, ?, ?, ?, 'sms', 'en', 'queued', now(), now(), now())
                """, message.id(), message.id(), new byte[32], message.to().e164());
    }

    private static void sent(JdbcTemplate jdbc, OutgoingMessage message, String reference) {
        jdbc.update(
                "UPDATE message SET state = 'sent', provider = 'smsc', provider_reference = ? WHERE id = ?",
                reference,
                message.id());
    }

    private static int count(JdbcTemplate jdbc, String sql) {
        Integer count = jdbc.queryForObject(sql, Integer.class);
        return count == null ? 0 : count;
    }

    private static OutgoingMessage message(int n) {
        return new OutgoingMessage(
                UUID.randomUUID(),
                new PhoneNumber("+3361%07d".formatted(n)),
                Channel.SMS,
                Locale.ENGLISH,
                "Your code is %06d.".formatted(n));
    }
}
