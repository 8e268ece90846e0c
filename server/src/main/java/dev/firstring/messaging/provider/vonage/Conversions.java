package dev.firstring.messaging.provider.vonage;

import dev.firstring.platform.jobs.RepeatedWork;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Reports to Vonage which codes were entered and which expired, if the account requires it; Vonage selects routes by
 * these reports. Each message is reported at most once, by one node. Thread-safe.
 */
@Component
final class Conversions implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Conversions.class);
    private static final Duration PERIOD = Duration.ofSeconds(30);
    private static final Duration OLDEST = Duration.ofHours(2);

    /** The batch size is a literal, because a generic plan is made without the values of parameters. */
    private static final String TAKE = """
            WITH due AS (
                SELECT message.id, verification.status = 'verified' AS entered
                  FROM message
                 CROSS JOIN LATERAL (
                       SELECT code.status, code.expires_at
                         FROM verification AS code
                        WHERE code.id = message.verification_id AND code.session_hash = message.session_hash
                        LIMIT 1) AS verification
                 WHERE message.created_at > ? AND message.provider = 'vonage' AND message.channel = 'sms'
                   AND message.kind = 'code'
                   AND message.told_at IS NULL AND message.provider_reference IS NOT NULL
                   AND (verification.status <> 'pending' OR verification.expires_at < ?)
                 ORDER BY message.created_at
                 LIMIT 100
                   FOR UPDATE OF message SKIP LOCKED
            )
            UPDATE message
               SET told_at = ?
              FROM due
             WHERE message.id = due.id
            RETURNING message.provider_reference, due.entered
            """;

    private final Vonage vonage;
    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final RepeatedWork work;

    Conversions(Vonage vonage, JdbcTemplate jdbc, Clock clock) {
        this.vonage = vonage;
        this.jdbc = jdbc;
        this.clock = clock;
        this.work = new RepeatedWork("vonage-conversions", PERIOD, goOn -> runOnce());
    }

    private record Told(String reference, boolean entered) {}

    /** Reports the messages that are due and returns their number. */
    int runOnce() {
        VonageSender sender = vonage.wantsConversions().orElse(null);
        if (sender == null) {
            return 0;
        }
        Instant now = clock.instant();
        Timestamp at = Timestamp.from(now);
        List<Told> due = jdbc.query(
                TAKE,
                (row, n) -> new Told(row.getString("provider_reference"), row.getBoolean("entered")),
                Timestamp.from(now.minus(OLDEST)),
                at,
                at);
        for (Told told : due) {
            if (!sender.tell(told.reference(), told.entered(), now.toString())) {
                LOG.warn("Could not report the conversion of message {} to Vonage", told.reference());
            }
        }
        return due.size();
    }

    @Override
    public void start() {
        if (vonage.wantsConversions().isPresent()) {
            work.start();
        }
    }

    @Override
    public void stop() {
        work.stop();
    }

    @Override
    public boolean isRunning() {
        return work.isRunning();
    }
}
