package dev.firstring.chaos.storm;

import dev.firstring.chaos.site.Logins;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Tracks which accounts are pending, that is not yet synced to the SIP server, and for how long without interruption.
 */
final class Pending implements AutoCloseable {

    private static final String READ = """
            SELECT credential_id::text
              FROM sip_sync
             WHERE due_at IS NOT NULL
            """;

    private static final long PAUSE_MILLIS = 250;

    private final Logins logins;
    private final Map<String, Long> since = new HashMap<>();
    private final Thread thread;
    private volatile boolean over;
    private long longest;

    private Pending(Logins logins) {
        this.logins = logins;
        this.thread = Thread.ofPlatform().daemon().name("pending").unstarted(this::watch);
    }

    static Pending watching(Logins logins) {
        Pending pending = new Pending(logins);
        pending.thread.start();
        return pending;
    }

    /** The number of currently pending accounts. */
    long count() throws SQLException {
        try (Connection connection = logins.connect()) {
            return read(connection).size();
        }
    }

    /**
     * Waits until no account is pending; returns the number of accounts that are still pending after the given time.
     */
    long awaitNone(Duration patience) throws SQLException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        long left = count();
        while (left > 0 && System.nanoTime() < end) {
            Thread.sleep(PAUSE_MILLIS);
            left = count();
        }
        return left;
    }

    /** The longest time that an account was pending, with a resolution of a quarter of a second. */
    synchronized Duration longest() {
        return Duration.ofNanos(longest);
    }

    private void watch() {
        while (!over) {
            try (Connection connection = logins.connect()) {
                while (!over) {
                    note(read(connection));
                    Thread.sleep(PAUSE_MILLIS);
                }
            } catch (SQLException away) {
                // the database restarts with the service: reconnect
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private synchronized void note(Set<String> behind) {
        long now = System.nanoTime();
        since.keySet().retainAll(behind);
        for (String credential : behind) {
            longest = Math.max(longest, now - since.computeIfAbsent(credential, name -> now));
        }
    }

    private static Set<String> read(Connection connection) throws SQLException {
        Set<String> found = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(READ);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(rows.getString("credential_id"));
            }
        }
        return found;
    }

    @Override
    public void close() {
        over = true;
    }
}
