package dev.firstring.chaos.check;

import dev.firstring.chaos.site.Logins;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Queries the messages: how many are queued, and the states of the others. */
public final class Messages {

    private static final long POLL_MILLIS = 200;

    private final Logins logins;

    public Messages(Logins logins) {
        this.logins = logins;
    }

    /**
     * Waits until no message created before the given time is queued.
     *
     * @return the number of messages that are still queued after {@code longest}
     */
    public long awaitSettled(Instant before, Duration longest) throws SQLException, InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (true) {
            long left = queued(before);
            if (left == 0 || System.nanoTime() > end) {
                return left;
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** The number of queued messages created before the given time. */
    public long queued(Instant before) throws SQLException {
        String sql = "SELECT count(*) FROM message WHERE state = 'queued' AND created_at < ?";
        try (Connection connection = logins.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(before));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /** The number of messages in each state, counted separately if another attempt took them over. */
    public Map<String, Long> states() throws SQLException {
        Map<String, Long> states = new TreeMap<>();
        try (Connection connection = logins.connect()) {
            List<String> rows = Tables.texts(connection, """
                    SELECT state || CASE WHEN attempts > 1 THEN ' after a takeover' ELSE '' END || '=' || count(*)
                      FROM message GROUP BY state, attempts > 1""");
            rows.forEach(row ->
                    states.put(row.substring(0, row.indexOf('=')), Long.valueOf(row.substring(row.indexOf('=') + 1))));
        }
        return states;
    }
}
