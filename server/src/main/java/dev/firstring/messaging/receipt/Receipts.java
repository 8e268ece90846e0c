package dev.firstring.messaging.receipt;

import dev.firstring.messaging.Cost;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Keeps what receipts say. The state of a message only ever moves forward: queued, sent, and then delivered or failed,
 * which is final. So receipts may come twice and in any order. One that comes before its message is known to be sent
 * waits in the database for that. Thread-safe.
 */
@Component
public class Receipts {

    /** How long a receipt waits for its message; then nobody asks for it any more. */
    private static final Duration WAITS = Duration.ofMinutes(15);

    /**
     * Networks that begin to number anew use a name again. A receipt for one that was settled longer ago than this is about a
     * message that is not known to be sent yet; a later copy of a receipt comes sooner.
     */
    private static final String REPEATS = "10 minutes";

    /** A failure counts only from the provider that has the message: an earlier one may have been given up. */
    private static final String MAY_MOVE = """
            AND (told.state = 'delivered' AND message.state IN ('queued', 'sent')
                 OR told.state = 'failed' AND message.state = 'sent' AND message.provider = told.provider)
            """;

    private static final String MOVE = """
            UPDATE message
               SET state = told.state,
                   provider = CASE WHEN told.state = 'delivered' THEN COALESCE(message.provider, told.provider)
                                   ELSE message.provider END,
                   failure = told.failure,
                   cost = CASE WHEN message.provider = told.provider THEN COALESCE(told.cost, message.cost)
                               ELSE message.cost END,
                   currency = CASE WHEN message.provider = told.provider THEN COALESCE(told.currency, message.currency)
                                   ELSE message.currency END,
                   settled_at = told.received_at
            """;

    private static final String RECORD = """
            WITH told AS (
                SELECT CAST(? AS text) AS provider, CAST(? AS uuid) AS message_id, CAST(? AS text) AS reference,
                       CAST(? AS text) AS state, CAST(? AS text) AS failure, CAST(? AS numeric) AS cost,
                       CAST(? AS text) AS currency, CAST(? AS timestamptz) AS received_at
            ), found AS (
                SELECT message.id, message.state
                  FROM told JOIN message ON message.id = told.message_id
                UNION ALL
                (SELECT message.id, message.state
                  FROM told
                  JOIN message ON message.provider_reference = told.reference AND message.provider = told.provider
                 WHERE told.message_id IS NULL
                   AND (message.state IN ('queued', 'sent')
                        OR message.settled_at > told.received_at - CAST(? AS interval))
                 ORDER BY message.state IN ('queued', 'sent') DESC, message.created_at DESC
                 LIMIT 1)
            ), moved AS (
            """ + MOVE + """
                  FROM found CROSS JOIN told
                 WHERE message.id = found.id
                """ + MAY_MOVE + """
                RETURNING message.phone_number, message.provider, message.channel, message.state
            ), parked AS (
                INSERT INTO early_receipt
                       (provider, message_id, reference, state, failure, cost, currency, received_at)
                SELECT told.provider, told.message_id, told.reference, told.state, told.failure, told.cost,
                       told.currency, told.received_at
                  FROM told
                 WHERE NOT EXISTS (
                           SELECT 1 FROM found WHERE found.state <> 'queued' OR told.state = 'delivered')
            )
            SELECT phone_number, provider, channel, state
              FROM moved
            """;

    private static final String CATCH_UP = """
            WITH early AS (
                DELETE FROM early_receipt AS receipt
                 USING message
                 WHERE receipt.received_at > ? AND message.state <> 'queued'
                   AND (message.id = receipt.message_id
                        OR message.provider_reference = receipt.reference AND message.provider = receipt.provider
                           AND receipt.message_id IS NULL
                           AND (message.state = 'sent'
                                OR message.settled_at > receipt.received_at - CAST(? AS interval)))
                RETURNING message.id AS for_message, message.provider AS sent_by, receipt.id, receipt.provider,
                          receipt.state, receipt.failure, receipt.cost, receipt.currency, receipt.received_at
            ), told AS (
                SELECT DISTINCT ON (early.for_message)
                       early.for_message, early.provider, early.state, early.failure, early.cost, early.currency,
                       early.received_at
                  FROM early
                 WHERE early.state = 'delivered' OR early.provider = early.sent_by
                 ORDER BY early.for_message, early.id
            )
            """ + MOVE + """
              FROM told
             WHERE message.id = told.for_message
            """ + MAY_MOVE + """
            RETURNING message.phone_number, message.provider, message.channel, message.state
            """;

    private final JdbcTemplate jdbc;
    private final PhoneNumbers numbers;
    private final MeterRegistry meters;
    private final Clock clock;

    public Receipts(JdbcTemplate jdbc, PhoneNumbers numbers, MeterRegistry meters, Clock clock) {
        this.jdbc = jdbc;
        this.numbers = numbers;
        this.meters = meters;
        this.clock = clock;
    }

    private record Moved(@Nullable String number, String provider, String channel, String state) {}

    /** Keeps a receipt; it is committed when this returns. */
    public void record(Receipt receipt) {
        Cost cost = receipt.cost();
        count(jdbc.query(
                RECORD,
                (row, n) -> new Moved(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                receipt.provider(),
                receipt.messageId(),
                receipt.reference(),
                receipt.delivered() ? "delivered" : "failed",
                receipt.failure(),
                cost == null ? null : cost.amount(),
                cost == null ? null : cost.currency(),
                Timestamp.from(clock.instant()),
                REPEATS));
    }

    /** Gives receipts that came early to their messages; how many messages moved. */
    public int catchUp() {
        Instant oldest = clock.instant().minus(WAITS);
        List<Moved> moved = jdbc.query(
                CATCH_UP,
                (row, n) -> new Moved(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                Timestamp.from(oldest),
                REPEATS);
        count(moved);
        return moved.size();
    }

    private void count(List<Moved> all) {
        for (Moved moved : all) {
            String number = moved.number();
            Counter.builder("firstring.message.receipts")
                    .description("Messages that providers say have arrived, or never will")
                    .tag("provider", moved.provider())
                    .tag("channel", moved.channel())
                    .tag("state", moved.state())
                    .tag("country", number == null ? "unknown" : numbers.region(new PhoneNumber(number)))
                    .register(meters)
                    .increment();
        }
    }
}
