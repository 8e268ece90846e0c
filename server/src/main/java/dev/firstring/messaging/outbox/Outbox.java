package dev.firstring.messaging.outbox;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.DevicePlatform;
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
 * The rows of messages. A message belongs to whoever raised its {@code attempts} last, until its lease ends; that number
 * is the fencing token of every statement here. Thread-safe.
 */
@Component
class Outbox {

    private final JdbcTemplate jdbc;

    Outbox(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A message that belongs to this node. */
    record Held(QueuedMessage message, int attempts, Instant leaseUntil) {}

    /** A message taken from a node that let its lease run out, with what its code is made of. */
    record Taken(Held held, byte[] salt, int keyId) {}

    /**
     * What became of a message.
     *
     * @param leaseUntil when a message that stays queued is due again; null for the other states
     */
    record Result(
            UUID id,
            int attempts,
            Delivery.State state,
            @Nullable String provider,
            @Nullable String reference,
            @Nullable String failure,
            @Nullable Instant leaseUntil,
            Instant at) {}

    /**
     * Takes messages whose lease has ended, oldest first, and gives them a new one. Those whose code is of no use any
     * more become {@code expired} and are not returned. Two nodes never take the same one.
     */
    List<Taken> take(int limit, Instant now, Instant leaseUntil) {
        String sql = """
                WITH due AS MATERIALIZED (
                    SELECT id, verification_id
                      FROM message
                     WHERE state = 'queued' AND lease_until < ?
                     ORDER BY lease_until
                     LIMIT ?
                       FOR UPDATE SKIP LOCKED
                ), judged AS (
                    SELECT due.id, verification.salt, verification.key_id,
                           COALESCE(verification.status = 'pending' AND NOT verification.test_number
                               AND verification.expires_at > ?, false) AS pending
                      FROM due
                      LEFT JOIN verification ON verification.id = due.verification_id
                ), taken AS (
                    UPDATE message
                       SET attempts = message.attempts + 1,
                           lease_until = ?,
                           state = CASE WHEN judged.pending AND message.expires_at > ?
                               AND message.phone_number IS NOT NULL THEN 'queued' ELSE 'expired' END,
                           settled_at = CASE WHEN judged.pending AND message.expires_at > ?
                               AND message.phone_number IS NOT NULL THEN NULL ELSE ?::timestamptz END
                      FROM judged
                     WHERE message.id = judged.id
                    RETURNING message.id, message.verification_id, message.phone_number, message.channel,
                              message.language, message.device_platform, message.expires_at, message.attempts,
                              message.state, judged.salt, judged.key_id
                )
                SELECT id, verification_id, phone_number, channel, language, device_platform, expires_at, attempts,
                       salt, key_id
                  FROM taken
                 WHERE state = 'queued'
                """;
        Timestamp at = Timestamp.from(now);
        return jdbc.query(
                sql, (row, n) -> taken(row, leaseUntil), at, limit, at, Timestamp.from(leaseUntil), at, at, at);
    }

    /** Makes the lease longer; false if the message is settled or belongs to another node. */
    boolean renew(Held held, Instant leaseUntil) {
        String sql = """
                UPDATE message
                   SET lease_until = ?
                 WHERE id = ? AND state = 'queued' AND attempts = ?
                """;
        return jdbc.update(sql, Timestamp.from(leaseUntil), held.message().id(), held.attempts()) == 1;
    }

    /**
     * Writes results in one statement. Only queued messages change. That a provider has taken a message holds whoever
     * it belongs to by now; anything else counts only from the node that it belongs to.
     */
    void settle(List<Result> results) {
        String sql = """
                UPDATE message
                   SET state = result.state,
                       provider = result.provider,
                       provider_reference = result.reference,
                       failure = result.failure,
                       lease_until = COALESCE(result.lease_until, message.lease_until),
                       settled_at = CASE WHEN result.state = 'queued' THEN NULL ELSE result.at END
                  FROM unnest(?::uuid[], ?::integer[], ?::text[], ?::text[], ?::text[], ?::text[],
                              ?::timestamptz[], ?::timestamptz[])
                       AS result (id, attempts, state, provider, reference, failure, lease_until, at)
                 WHERE message.id = result.id AND message.state = 'queued'
                   AND (result.state = 'sent' OR message.attempts = result.attempts)
                """;
        jdbc.update(connection -> {
            PreparedStatement statement = connection.prepareStatement(sql);
            statement.setArray(1, array(connection, "uuid", results, Result::id));
            statement.setArray(2, array(connection, "integer", results, Result::attempts));
            statement.setArray(
                    3,
                    array(connection, "text", results, result -> result.state().word()));
            statement.setArray(4, array(connection, "text", results, Result::provider));
            statement.setArray(5, array(connection, "text", results, Result::reference));
            statement.setArray(6, array(connection, "text", results, Result::failure));
            statement.setArray(7, array(connection, "timestamptz", results, result -> stamp(result.leaseUntil())));
            statement.setArray(8, array(connection, "timestamptz", results, result -> stamp(result.at())));
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
                row.getTimestamp("expires_at").toInstant());
        return new Taken(
                new Held(message, row.getInt("attempts"), leaseUntil), row.getBytes("salt"), row.getInt("key_id"));
    }

    private static Array array(
            Connection connection, String type, List<Result> results, Function<Result, @Nullable Object> column)
            throws SQLException {
        @Nullable Object[] values = results.stream().map(column).toArray();
        return connection.createArrayOf(type, values);
    }

    private static @Nullable String stamp(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
