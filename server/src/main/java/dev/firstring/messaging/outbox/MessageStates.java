package dev.firstring.messaging.outbox;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.SendOutcome.Reason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Tells how far a message has come. Thread-safe. */
@Component
public class MessageStates {

    private final JdbcTemplate jdbc;

    public MessageStates(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The delivery of one message; empty if there is no such message. A message that was just sent may read
     * {@code queued} for a moment longer.
     */
    public Optional<Delivery> find(UUID messageId) {
        String sql = """
                SELECT state, channel, split_part(failure, ':', 1) AS refusal
                  FROM message
                 WHERE id = ?
                """;
        return jdbc.query(sql, (row, n) -> delivery(row), messageId).stream().findFirst();
    }

    /** The text kept for a refusal; {@link #find} reads its reason back. */
    static String failure(Reason reason, String explanation) {
        return reason.name() + ": " + explanation;
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        Channel channel = Channel.ofWord(row.getString("channel"));
        String state = row.getString("state");
        return switch (state) {
            case "queued" -> Delivery.queued(channel);
            case "sent" -> Delivery.sent(channel);
            case "delivered" -> new Delivery(Delivery.State.DELIVERED, channel, null);
            case "failed", "expired" -> Delivery.failed(channel, reason(row.getString("refusal")));
            default -> throw new IllegalStateException("a message is in the unknown state " + state);
        };
    }

    private static @Nullable Reason reason(@Nullable String word) {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.name().equals(word))
                .findFirst()
                .orElse(null);
    }
}
