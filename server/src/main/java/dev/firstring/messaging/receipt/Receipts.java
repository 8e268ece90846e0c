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
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
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

    /** Networks try for as long as this at most, and give a name again later. */
    private static final String OLDEST = "3 days";

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

    /**
     * The message that each receipt of {@code told} is about. Names that a message could have by chance count only with its
     * number, of which networks leave the country code out or write the national part anew: the last eight digits decide. Of
     * messages that have the same name the latest one that is not settled counts; of messages whose names differ none does,
     * because a network writes a number either in decimal or in hexadecimal, and which is not known. The limits make of the inner
     * queries a look by index for each receipt: joined as a whole, the table of messages was read from end to end.
     */
    private static final String FOUND = """
            , named AS (
                SELECT told.receipt, told.exact, told.reference, told.provider, told.received_at, told.numbers,
                       name.plain, name.sure
                  FROM told
                 CROSS JOIN LATERAL (SELECT plain, true FROM unnest(told.names) AS plain
                                      UNION ALL
                                     SELECT plain, false FROM unnest(told.numbered_names) AS plain) AS name (plain, sure)
                 WHERE told.message_id IS NULL
            ), candidate AS (
                SELECT named.receipt, message.id, message.state, message.provider AS sent_by, named.plain,
                       row_number() OVER (PARTITION BY named.receipt
                                          ORDER BY message.provider_reference = named.reference DESC,
                                                   message.state IN ('queued', 'sent') DESC,
                                                   message.created_at DESC) AS place,
                       min(named.plain) OVER (PARTITION BY named.receipt)
                           <> max(named.plain) OVER (PARTITION BY named.receipt) AS ambiguous
                  FROM named
                 CROSS JOIN LATERAL (
                       SELECT sent.id, sent.state, sent.provider, sent.provider_reference, sent.created_at
                         FROM message AS sent
                        WHERE lower(ltrim(sent.provider_reference, '0') COLLATE "C") = named.plain
                          AND sent.provider_reference IS NOT NULL AND sent.provider = named.provider
                          AND (NOT named.exact OR sent.provider_reference = named.reference)
                          AND sent.created_at > named.received_at - CAST(? AS interval)
                          AND (sent.state IN ('queued', 'sent')
                               OR sent.settled_at > named.received_at - CAST(? AS interval))
                          AND (named.sure
                               OR EXISTS (SELECT 1 FROM unnest(named.numbers) AS number (digits)
                                           WHERE right(sent.phone_number, least(length(number.digits), 8))
                                                 = right(number.digits, 8)))
                        LIMIT 100) AS message
            ), found AS (
                SELECT told.receipt, message.id, message.state, message.provider AS sent_by
                  FROM told
                 CROSS JOIN LATERAL (
                       SELECT sent.id, sent.state, sent.provider
                         FROM message AS sent
                        WHERE sent.id = told.message_id
                        LIMIT 1) AS message
                UNION ALL
                SELECT candidate.receipt, candidate.id, candidate.state, candidate.sent_by
                  FROM candidate
                 WHERE candidate.place = 1 AND NOT candidate.ambiguous
            )
            """;

    private static final String RECORD = """
            WITH told AS (
                SELECT CAST(NULL AS bigint) AS receipt, CAST(? AS text) AS provider, CAST(? AS uuid) AS message_id,
                       CAST(? AS text) AS reference, CAST(? AS text) AS state, CAST(? AS text) AS failure,
                       CAST(? AS numeric) AS cost, CAST(? AS text) AS currency, CAST(? AS timestamptz) AS received_at,
                       CAST(? AS text[]) AS names, CAST(? AS text[]) AS numbered_names, CAST(? AS boolean) AS exact,
                       CAST(? AS text[]) AS numbers
            )
            """ + FOUND + """
            , moved AS (
            """ + MOVE + """
                  FROM found CROSS JOIN told
                 WHERE message.id = found.id
                """ + MAY_MOVE + """
                RETURNING message.phone_number, message.provider, message.channel, message.state
            ), parked AS (
                INSERT INTO early_receipt
                       (provider, message_id, reference, state, failure, cost, currency, received_at, names,
                        numbered_names, exact, numbers)
                SELECT told.provider, told.message_id, told.reference, told.state, told.failure, told.cost,
                       told.currency, told.received_at, told.names, told.numbered_names, told.exact, told.numbers
                  FROM told
                 WHERE NOT EXISTS (
                           SELECT 1 FROM found WHERE found.state <> 'queued' OR told.state = 'delivered')
                RETURNING early_receipt.provider
            )
            SELECT moved.phone_number, moved.provider, moved.channel, moved.state
              FROM moved
            UNION ALL
            SELECT NULL, parked.provider, NULL,
                   CASE WHEN EXISTS (SELECT 1 FROM candidate WHERE candidate.ambiguous) THEN 'ambiguous' ELSE 'waiting' END
              FROM parked
            """;

    private static final String CATCH_UP =
            """
            WITH told AS (
                SELECT early_receipt.id AS receipt, early_receipt.provider, early_receipt.message_id,
                       early_receipt.reference, early_receipt.received_at, early_receipt.names,
                       early_receipt.numbered_names, early_receipt.exact, early_receipt.numbers
                  FROM early_receipt
                 WHERE early_receipt.received_at > ?
            )
            """ + FOUND + """
            , held AS MATERIALIZED (
                SELECT message.id
                  FROM message
                 WHERE message.id = ANY (ARRAY(SELECT found.id FROM found WHERE found.state <> 'queued'))
                 ORDER BY message.id
                   FOR NO KEY UPDATE SKIP LOCKED
            ), kept AS MATERIALIZED (
                SELECT receipt.id
                  FROM early_receipt AS receipt
                 WHERE receipt.id = ANY (ARRAY(SELECT found.receipt FROM found JOIN held ON held.id = found.id))
                 ORDER BY receipt.id
                   FOR UPDATE SKIP LOCKED
            ), early AS (
                DELETE FROM early_receipt AS receipt
                 USING found
                 WHERE receipt.id = found.receipt AND receipt.id = ANY (ARRAY(SELECT kept.id FROM kept))
                RETURNING found.id AS for_message, found.sent_by, receipt.id, receipt.provider, receipt.state,
                          receipt.failure, receipt.cost, receipt.currency, receipt.received_at
            ), first AS (
                SELECT DISTINCT ON (early.for_message)
                       early.for_message, early.provider, early.state, early.failure, early.cost, early.currency,
                       early.received_at
                  FROM early
                 WHERE early.state = 'delivered' OR early.provider = early.sent_by
                 ORDER BY early.for_message, early.id
            )
            """ + MOVE.replace("told.", "first.") + """
              FROM first
             WHERE message.id = first.for_message
            """ + MAY_MOVE.replace("told.", "first.") + """
            RETURNING message.phone_number, message.provider, message.channel, message.state
            """;

    private static final RowMapper<Moved> MOVED =
            (row, n) -> new Moved(row.getString(1), row.getString(2), row.getString(3), row.getString(4));

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

    private record Moved(
            @Nullable String number,
            String provider,
            @Nullable String channel,
            String state) {}

    /** Keeps a receipt; it is committed when this returns. */
    public void record(Receipt receipt) {
        Cost cost = receipt.cost();
        String reference = receipt.reference();
        Receipt.Names names = receipt.names();
        boolean exact = names == null;
        if (names == null) {
            names = new Receipt.Names(
                    reference == null ? Set.of() : Set.of(Receipt.plainReference(reference)), Set.of(), List.of());
        }
        count(jdbc.query(
                RECORD,
                MOVED,
                receipt.provider(),
                receipt.messageId(),
                reference,
                receipt.delivered() ? "delivered" : "failed",
                receipt.failure(),
                cost == null ? null : cost.amount(),
                cost == null ? null : cost.currency(),
                Timestamp.from(clock.instant()),
                names.sure().toArray(String[]::new),
                names.numbered().toArray(String[]::new),
                exact,
                names.numbers().toArray(String[]::new),
                OLDEST,
                REPEATS));
    }

    /** Gives receipts that came early to their messages; how many messages moved. */
    public int catchUp() {
        Instant oldest = clock.instant().minus(WAITS);
        List<Moved> moved = jdbc.query(CATCH_UP, MOVED, Timestamp.from(oldest), OLDEST, REPEATS);
        count(moved);
        return moved.size();
    }

    /**
     * Counts a receipt that moves no message.
     *
     * @param result {@code open} for a state on the way; otherwise why it could not be read
     */
    public void passed(String provider, String result) {
        Counter.builder("firstring.message.receipts.passed")
                .description(
                        "Receipts that moved no message: on the way, waiting for their message, ambiguous, or not read")
                .tag("provider", provider)
                .tag("result", result)
                .register(meters)
                .increment();
    }

    private void count(List<Moved> all) {
        for (Moved moved : all) {
            String number = moved.number();
            String channel = moved.channel();
            if (channel == null) {
                passed(moved.provider(), moved.state());
                continue;
            }
            Counter.builder("firstring.message.receipts")
                    .description("Messages that providers say have arrived, or never will")
                    .tag("provider", moved.provider())
                    .tag("channel", channel)
                    .tag("state", moved.state())
                    .tag("country", number == null ? "unknown" : numbers.region(new PhoneNumber(number)))
                    .register(meters)
                    .increment();
        }
    }
}
