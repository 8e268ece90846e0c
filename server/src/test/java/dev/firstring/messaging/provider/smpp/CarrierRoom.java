package dev.firstring.messaging.provider.smpp;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome;
import dev.firstring.messaging.MessageSender.SendOutcome.Accepted;
import dev.firstring.messaging.receipt.Receipts;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.platform.Secret;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** A carrier with raw bytes, the bind to it, and the messages in a real database. */
final class CarrierRoom implements AutoCloseable {

    final SettableClock clock = new SettableClock();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final RawSmsc smsc = new RawSmsc();
    final JdbcTemplate jdbc;
    final Receipts receipts;
    final SmppSender sender;
    private final SmppBind bind;

    CarrierRoom(TestDatabase database, SmppLink.IdForm submitIds, SmppLink.IdForm receiptIds) {
        jdbc = new JdbcTemplate(database.service());
        receipts = new Receipts(jdbc, new PhoneNumbers(), meters, clock);
        SmppLink link = new SmppLink(
                "smsc",
                "127.0.0.1",
                smsc.port(),
                false,
                null,
                "firstring",
                Secret.of("smpp-pw"),
                "",
                "Acme",
                50,
                Duration.ofSeconds(4),
                Duration.ofSeconds(30),
                SmppLink.Alphabet.GSM,
                submitIds,
                receiptIds);
        bind = new SmppBind(link, new SmppReceipts(link, receipts), new SecureRandom());
        bind.start();
        sender = new SmppSender(link, bind);
    }

    /** Sends a message that the carrier gives that name, as the outbox does. */
    UUID sent(String number, String name) {
        smsc.names(name);
        return sent(number);
    }

    /** Sends a message, whatever the carrier answers. */
    UUID sent(String number) {
        OutgoingMessage message = new OutgoingMessage(
                UUID.randomUUID(), new PhoneNumber(number), Channel.SMS, Locale.ENGLISH, "Your code is 123456.");
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.update("""
                INSERT INTO message (id, verification_id, session_hash, phone_number, channel, language, state,
                                     lease_until, created_at, expires_at)
                VALUES (?, ?, ?, ?, 'sms', 'en', 'queued', ?, ?, ?)
                """, message.id(), message.id(), new byte[32], number, now, now, now);
        SendOutcome outcome = sender.send(message);
        if (outcome instanceof Accepted accepted) {
            jdbc.update(
                    "UPDATE message SET state = 'sent', provider = 'smsc', provider_reference = ? WHERE id = ?",
                    accepted.reference(),
                    message.id());
        }
        return message.id();
    }

    String state(UUID message) {
        receipts.catchUp();
        return String.valueOf(jdbc.queryForObject("SELECT state FROM message WHERE id = ?", String.class, message));
    }

    double passed(String result) {
        return meters.find("firstring.message.receipts.passed").tag("result", result).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    void clear() {
        jdbc.update("DELETE FROM message");
        jdbc.update("DELETE FROM early_receipt");
    }

    @Override
    public void close() throws IOException {
        bind.close();
        smsc.close();
    }
}
