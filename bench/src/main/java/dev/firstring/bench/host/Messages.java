package dev.firstring.bench.host;

import dev.firstring.bench.BenchFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;

/** The asynchronous processing of messages: the service settles them in batches after the request. */
public final class Messages {

    private static final int POLLS = 1200;
    private static final int POLL_MILLIS = 100;
    private static final int LARGEST_BATCH = 500;

    private static final String BATCHES = """
            SELECT count(*), count(DISTINCT CAST(xmin AS text)) FROM message WHERE state = 'sent' AND created_at >= ?
            """;

    private Messages() {}

    /** Waits until no message of the service is queued. */
    public static void awaitSettled(Connection connection) throws SQLException, InterruptedException {
        try (Statement statement = connection.createStatement()) {
            for (int poll = 0; poll < POLLS; poll++) {
                try (ResultSet row =
                        statement.executeQuery("SELECT EXISTS (SELECT 1 FROM message WHERE state = 'queued')")) {
                    row.next();
                    if (!row.getBoolean(1)) {
                        return;
                    }
                }
                Thread.sleep(POLL_MILLIS);
            }
        }
        throw new BenchFailure("messages stay queued");
    }

    /** Settles the messages in the twin's last, incomplete batches. */
    public static void settle(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "UPDATE message SET state = 'sent', provider = 'inbox', provider_reference = CAST(id AS text),"
                            + " settled_at = created_at WHERE state = 'queued'");
        }
    }

    /** The mean number of messages that the service has settled per batch since then. */
    public static int meanBatch(Connection connection, Instant since) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BATCHES)) {
            statement.setTimestamp(1, Timestamp.from(since));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                long batches = row.getLong(2);
                return batches == 0 ? 1 : Math.clamp(Math.round((double) row.getLong(1) / batches), 1, LARGEST_BATCH);
            }
        }
    }
}
