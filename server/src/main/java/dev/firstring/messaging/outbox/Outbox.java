package dev.firstring.messaging.outbox;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.Cost;
import dev.firstring.messaging.outbox.MessageDispatch.Delivery;
import dev.firstring.messaging.texts.MessageText.DevicePlatform;
import dev.firstring.phone.PhoneNumber;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The rows of messages. A message belongs to the node that last incremented its {@code attempts}, until its lease
 * expires; {@code attempts} is the fencing token of every statement here. Thread-safe.
 */
@Component
class Outbox {

    private final JdbcTemplate jdbc;

    Outbox(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A message that belongs to this node. */
    record Held(QueuedMessage message, int attempts) {

        Instant leaseUntil() {
            return message.leaseUntil();
        }
    }

    /**
     * A message whose lease had expired when this node took it, with the seed of its code.
     *
     * @param changedTo the last digits of the new number, in a notice of a changed number, which carries no code;
     *     otherwise null
     */
    record Taken(
            Held held, byte[] salt, int keyId, @Nullable String changedTo) {}

    /** The provider that accepted a message, the provider's reference and the cost. */
    record Carried(
            String provider,
            @Nullable String reference,
            @Nullable Cost cost) {}

    /**
     * The result of an attempt to send a message.
     *
     * @param carried null unless a provider accepted the message
     * @param declinedBy the names of the providers that did not accept it
     * @param leaseUntil when a message that stays queued is due again; null for the other states
     */
    record Result(
            UUID id,
            int attempts,
            Delivery.State state,
            @Nullable Carried carried,
            List<String> declinedBy,
            @Nullable String failure,
            @Nullable Instant leaseUntil,
            Instant at) {}

    /**
     * Takes messages whose lease has expired, oldest first, and leases them to this node. Messages whose code is no
     * longer valid become {@code expired} and are not returned. Two nodes never take the same message.
     */
    List<Taken> take(int limit, Instant now, Instant leaseUntil) {
        String sql = """
                WITH due AS MATERIALIZED (
                    SELECT id, verification_id, session_hash, kind
                      FROM message
                     WHERE state = 'queued' AND lease_until < ?
                     ORDER BY lease_until
                     LIMIT ?
                       FOR UPDATE SKIP LOCKED
                ), judged AS (
                    SELECT due.id, due.session_hash, verification.salt, verification.key_id,
                           due.kind <> 'code'
                               OR COALESCE(verification.status = 'pending' AND NOT verification.test_number
                                   AND verification.expires_at > ?, false) AS pending
                      FROM due
                      LEFT JOIN verification ON verification.id = due.verification_id
                                            AND verification.session_hash = due.session_hash
                ), taken AS (
                    UPDATE message
                       SET attempts = message.attempts + 1,
                           lease_until = ?,
                           state = CASE WHEN judged.pending AND message.expires_at > ?
                               AND message.phone_number IS NOT NULL THEN 'queued' ELSE 'expired' END,
                           settled_at = CASE WHEN judged.pending AND message.expires_at > ?
                               AND message.phone_number IS NOT NULL THEN NULL ELSE ?::timestamptz END
                      FROM judged
                     WHERE message.id = judged.id AND message.session_hash = judged.session_hash
                    RETURNING message.id, message.verification_id, message.phone_number, message.channel,
                              message.language, message.device_platform, message.attempts,
                              message.state, message.avoided, message.digits, judged.salt, judged.key_id
                )
                SELECT id, verification_id, phone_number, channel, language, device_platform, attempts,
                       avoided, digits, salt, key_id
                  FROM taken
                 WHERE state = 'queued'
                """;
        Timestamp at = Timestamp.from(now);
        return jdbc.query(
                sql, (row, n) -> taken(row, leaseUntil), at, limit, at, Timestamp.from(leaseUntil), at, at, at);
    }

    /** Extends the lease. Returns false if the message is settled or belongs to another node. */
    boolean renew(Held held, Instant leaseUntil) {
        String sql = """
                UPDATE message
                   SET lease_until = ?
                 WHERE id = ? AND state = 'queued' AND attempts = ?
                """;
        return jdbc.update(sql, Timestamp.from(leaseUntil), held.message().id(), held.attempts()) == 1;
    }

    /**
     * Writes results in one statement. Only queued messages change state. Acceptance by a provider is recorded
     * regardless of which node now holds the message; any other result only if its node still does. If the receipt of a
     * message came before its result, only the provider's reference, the cost and the declining providers are added.
     */
    void settle(List<Result> results) {
        String sql = """
                WITH result AS (
                    SELECT given.id, given.attempts, given.state, given.provider, given.reference, given.cost,
                           given.currency, given.declined, given.failure, given.lease_until, given.at
                      FROM unnest(?::uuid[], ?::integer[], ?::text[], ?::text[], ?::text[], ?::numeric[], ?::text[],
                                  ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[])
                           AS given (id, attempts, state, provider, reference, cost, currency, declined, failure,
                                     lease_until, at)
                ), held AS MATERIALIZED (
                    SELECT message.id, message.session_hash
                      FROM message
                      JOIN result ON result.id = message.id
                     ORDER BY message.id
                       FOR NO KEY UPDATE OF message
                )
                UPDATE message
                   SET state = CASE WHEN message.state = 'queued' THEN result.state ELSE message.state END,
                       provider = result.provider,
                       provider_reference = result.reference,
                       cost = COALESCE(result.cost, message.cost),
                       currency = COALESCE(result.currency, message.currency),
                       declined = message.declined || string_to_array(result.declined, ','),
                       failure = result.failure,
                       lease_until = COALESCE(result.lease_until, message.lease_until),
                       settled_at = CASE WHEN message.state <> 'queued' THEN message.settled_at
                                         WHEN result.state = 'queued' THEN NULL ELSE result.at END
                  FROM result, held
                 WHERE message.id = held.id AND message.session_hash = held.session_hash AND held.id = result.id
                   AND (message.state = 'queued' AND (result.state = 'sent' OR message.attempts = result.attempts)
                        OR message.state = 'delivered' AND result.state = 'sent'
                           AND message.provider = result.provider AND message.provider_reference IS NULL)
                """;
        jdbc.update(connection -> {
            PreparedStatement statement = connection.prepareStatement(sql);
            statement.setArray(1, array(connection, "uuid", results, Result::id));
            statement.setArray(2, array(connection, "integer", results, Result::attempts));
            statement.setArray(
                    3,
                    array(connection, "text", results, result -> result.state().word()));
            statement.setArray(4, carried(connection, "text", results, Carried::provider));
            statement.setArray(5, carried(connection, "text", results, Carried::reference));
            statement.setArray(6, cost(connection, "numeric", results, Cost::amount));
            statement.setArray(7, cost(connection, "text", results, Cost::currency));
            statement.setArray(8, array(connection, "text", results, result -> String.join(",", result.declinedBy())));
            statement.setArray(9, array(connection, "text", results, Result::failure));
            statement.setArray(10, array(connection, "timestamptz", results, result -> stamp(result.leaseUntil())));
            statement.setArray(11, array(connection, "timestamptz", results, result -> stamp(result.at())));
            return statement;
        });
    }

    private static Taken taken(ResultSet row, Instant leaseUntil) throws SQLException {
        QueuedMessage message = new QueuedMessage(
                row.getObject("id", UUID.class),
                row.getObject("verification_id", UUID.class),
                new PhoneNumber(row.getString("phone_number")),
                Channel.ofWord(row.getString("channel")),
                Locale.forLanguageTag(row.getString("language")),
                DevicePlatform.ofWord(row.getString("device_platform")).orElse(null),
                List.of((String[]) row.getArray("avoided").getArray()),
                leaseUntil);
        return new Taken(
                new Held(message, row.getInt("attempts")),
                row.getBytes("salt"),
                row.getInt("key_id"),
                row.getString("digits"));
    }

    private static Array array(
            Connection connection, String type, List<Result> results, Function<Result, @Nullable Object> column)
            throws SQLException {
        @Nullable Object[] values = results.stream().map(column).toArray();
        return connection.createArrayOf(type, values);
    }

    private static Array carried(
            Connection connection, String type, List<Result> results, Function<Carried, @Nullable Object> column)
            throws SQLException {
        return array(connection, type, results, result -> {
            Carried carried = result.carried();
            return carried == null ? null : column.apply(carried);
        });
    }

    private static Array cost(
            Connection connection, String type, List<Result> results, Function<Cost, @Nullable Object> column)
            throws SQLException {
        return carried(connection, type, results, carried -> {
            Cost cost = carried.cost();
            return cost == null ? null : column.apply(cost);
        });
    }

    private static @Nullable String stamp(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
