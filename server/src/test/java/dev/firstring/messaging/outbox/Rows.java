package dev.firstring.messaging.outbox;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.texts.MessageText.DevicePlatform;
import dev.firstring.phone.PhoneNumber;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes rows as the flow does, and reads them back. */
final class Rows {

    private final JdbcTemplate jdbc;

    static final Duration CODE_LIFE = Duration.ofMinutes(10);

    Rows(DataSource database) {
        this.jdbc = new JdbcTemplate(database);
    }

    /** A pending verification and its message, leased for eight seconds, both good for ten minutes. */
    QueuedMessage queued(Instant now) {
        QueuedMessage message = new QueuedMessage(
                UUID.randomUUID(),
                UUID.randomUUID(),
                new PhoneNumber("+33612345678"),
                Channel.SMS,
                Locale.ENGLISH,
                DevicePlatform.WEB,
                List.of(),
                now.plusSeconds(8));
        byte[] session = message.verificationId().toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        jdbc.update(
                "INSERT INTO verification (id, session_hash, phone_number, salt, key_id, status, tries_allowed,"
                        + " created_at, expires_at) VALUES (?, ?, ?, ?, 1, 'pending', 3, ?, ?)",
                message.verificationId(),
                session,
                message.number().e164(),
                new byte[16],
                Timestamp.from(now),
                Timestamp.from(now.plus(CODE_LIFE)));
        jdbc.update(
                "INSERT INTO message (id, verification_id, session_hash, phone_number, channel, language,"
                        + " device_platform, state, lease_until, created_at, expires_at)"
                        + " VALUES (?, ?, ?, ?, 'sms', 'en', 'web', 'queued', ?, ?, ?)",
                message.id(),
                message.verificationId(),
                session,
                message.number().e164(),
                Timestamp.from(now.plusSeconds(8)),
                Timestamp.from(now),
                Timestamp.from(now.plus(CODE_LIFE)));
        return message;
    }

    Map<String, Object> row(QueuedMessage message) {
        return jdbc.queryForMap(
                "SELECT state, provider, provider_reference, failure, attempts, lease_until, settled_at, cost, currency,"
                        + " array_to_string(declined, ',') AS declined"
                        + " FROM message WHERE id = ?",
                message.id());
    }

    String state(QueuedMessage message) {
        return (String) row(message).get("state");
    }

    void verification(QueuedMessage message, String status) {
        jdbc.update("UPDATE verification SET status = ? WHERE id = ?", status, message.verificationId());
    }

    int count(String state) {
        Integer count = jdbc.queryForObject("SELECT count(*) FROM message WHERE state = ?", Integer.class, state);
        return count == null ? 0 : count;
    }

    void clear() {
        jdbc.update("DELETE FROM message");
        jdbc.update("DELETE FROM verification");
    }
}
