package dev.firstring.messaging.outbox;

import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.Ids;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Queues messages that carry no code and that no request waits for. Thread-safe. */
@Component
public class Notices {

    private static final Duration TRIED_FOR = Duration.ofHours(24);
    private static final int DIGITS = 4;

    private static final String QUEUE = """
            INSERT INTO message
                   (id, verification_id, session_hash, phone_number, channel, language, state, kind, digits,
                    lease_until, created_at, expires_at)
            VALUES (?, ?, ?, ?, 'sms', ?, 'queued', 'number-changed', ?, ?, ?, ?)
            """;

    private final JdbcTemplate jdbc;
    private final Ids ids;

    Notices(JdbcTemplate jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /**
     * Notifies the old number that its account has a new number, of which the last digits are given. The row is written
     * in the caller's transaction with an expired lease: some node sends it within seconds of the commit, and retries
     * for a day.
     *
     * @param verification the verification of the new number
     * @param session the hash of the session that verified it
     */
    public void numberChanged(
            PhoneNumber from, PhoneNumber to, UUID verification, byte[] session, Locale language, Instant now) {
        String e164 = to.e164();
        Timestamp at = Timestamp.from(now);
        jdbc.update(
                QUEUE,
                ids.next(),
                verification,
                session,
                from.e164(),
                language.toLanguageTag(),
                e164.substring(e164.length() - DIGITS),
                at,
                at,
                Timestamp.from(now.plus(TRIED_FOR)));
    }
}
