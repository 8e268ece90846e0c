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
 * Records receipts. The state of a message only moves forward: queued, sent, then delivered or failed, which are final.
 * Receipts may therefore be repeated and arrive in any order. A receipt that arrives before its message is recorded as
 * sent is kept in the database until then. Thread-safe.
 */
@Component
public class Receipts {

    /** How long an early receipt waits for its message; after that it is ignored. */
    private static final Duration WAITS = Duration.ofMinutes(15);

    /**
     * Networks that restart their numbering reuse references. A receipt for a message settled longer ago than this
     * belongs to a message that is not yet recorded as sent; a repeated receipt arrives sooner.
     */
    private static final String REPEATS = "10 minutes";

    /**
     * The maximum age of a message that a receipt can match: networks retry for at most this long and reuse references
     * later.
     */
    private static final String OLDEST = "3 days";

    /** A failure counts only from the provider that has the message: earlier providers may have been abandoned. */
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
     * Finds the message of each receipt in {@code told}. References that could match by chance count only together with
     * the recipient's number; because networks omit the country code or rewrite the national part, its last eight
     * digits are compared. Among messages with the same reference, an unsettled one is preferred, then the latest; if
     * the references differ, none matches, because a network writes a reference either in decimal or in hexadecimal and
     * which one is unknown. The limits force an index lookup for each receipt; without them, the planner joined the
     * tables as a whole and scanned all messages.
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

    /** Records a receipt; it is committed when this method returns. */
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

    /** Applies early receipts to their messages and returns the number of messages that changed state. */
    public int catchUp() {
        Instant oldest = clock.instant().minus(WAITS);
        List<Moved> moved = jdbc.query(CATCH_UP, MOVED, Timestamp.from(oldest), OLDEST, REPEATS);
        count(moved);
        return moved.size();
    }

    /**
     * Counts a receipt that changes no message.
     *
     * @param result {@code open} for a state that is not final; otherwise why the receipt was not applied
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
