package dev.firstring.sipserver.fleet;

import dev.firstring.platform.RetryingTransactions;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.SipServer;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Registers the servers in the database before the first request; changes are recorded for the registered servers. A
 * server that is new, or back in use, gets every account; one that is no longer configured is retired. All nodes must
 * have the same configuration.
 */
@Component
final class FleetRegister implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(FleetRegister.class);

    /**
     * Waits for changes in progress, and blocks new ones until the servers are registered. A change that began before
     * and commits after would not be recorded for a new server.
     */
    private static final String LOCK = "LOCK TABLE sip_credential IN SHARE ROW EXCLUSIVE MODE";

    private static final String IN_USE = """
            SELECT id, reads_database
              FROM sip_server
             WHERE retired_at IS NULL
            """;

    /** The initial position of the backfill of a new server. */
    private static final UUID START = new UUID(0, 0);

    private static final String ADD = """
            INSERT INTO sip_server (id, reads_database, added_at, fill_position)
            VALUES (?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE
               SET reads_database = excluded.reads_database, retired_at = NULL,
                   fill_position = CASE WHEN sip_server.retired_at IS NULL
                                         AND sip_server.reads_database = excluded.reads_database
                                        THEN sip_server.fill_position ELSE excluded.fill_position END
            """;

    private static final String RETIRE = """
            UPDATE sip_server
               SET retired_at = ?
             WHERE retired_at IS NULL AND id <> ALL (?)
            """;

    private final Fleet fleet;
    private final JdbcTemplate jdbc;
    private final RetryingTransactions transactions;
    private final Clock clock;
    private volatile boolean running;

    FleetRegister(Fleet fleet, JdbcTemplate jdbc, RetryingTransactions transactions, Clock clock) {
        this.fleet = fleet;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public void start() {
        Map<String, Boolean> wanted = new TreeMap<>();
        for (SipServer server : fleet.servers()) {
            wanted.put(server.id().value(), server.capabilities().contains(Capability.READS_DATABASE));
        }
        if (!wanted.equals(inUse())) {
            transactions.runWithoutResult(status -> write(wanted));
        }
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts before anything that accepts requests, and before the sync. */
    @Override
    public int getPhase() {
        return 0;
    }

    private Map<String, Boolean> inUse() {
        Map<String, Boolean> found = new TreeMap<>();
        jdbc.query(IN_USE, row -> {
            found.put(row.getString("id"), row.getBoolean("reads_database"));
        });
        return found;
    }

    private void write(Map<String, Boolean> wanted) {
        jdbc.execute(LOCK);
        Timestamp now = Timestamp.from(clock.instant());
        wanted.forEach((id, reads) -> jdbc.update(ADD, id, reads, now, START));
        int retired = jdbc.update(RETIRE, now, wanted.keySet().toArray(String[]::new));
        LOG.info("SIP servers in use: {}; retired: {}", wanted.keySet(), retired);
    }
}
