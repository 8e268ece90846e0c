package dev.firstring.sipserver.sync;

import dev.firstring.sipserver.fleet.Fleet;
import dev.firstring.sipserver.fleet.GuardedServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Polls on every node, for each server, for accounts that are due, and syncs them in several concurrent batches. Work
 * for a server waits while its circuit breaker is open. Thread-safe.
 */
@Component
public final class SyncPoller implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SyncPoller.class);
    private static final Duration PROBE = Duration.ofSeconds(5);

    private static final int MOST_COUNTED = 10_000;

    private final Fleet fleet;
    private final SyncStore store;
    private final SyncRunner runner;
    private final Backfill backfill;
    private final SyncSettings settings;
    private final Clock clock;
    private volatile @Nullable CountDownLatch stopped;

    SyncPoller(Fleet fleet, SyncStore store, SyncRunner runner, Backfill backfill, SyncSettings settings, Clock clock) {
        this.fleet = fleet;
        this.store = store;
        this.runner = runner;
        this.backfill = backfill;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Syncs all due accounts with all servers in the caller's thread; for tests and commands.
     *
     * @return the number of accounts processed
     */
    public int drain() {
        int done = 0;
        for (GuardedServer server : fleet.servers()) {
            while (backfill.step(server.id())) {
                // until all accounts are due
            }
            List<HeldWork> batch = take(server);
            while (!batch.isEmpty()) {
                runner.run(batch);
                done += batch.size();
                batch = take(server);
            }
        }
        return done;
    }

    /** The number of accounts that are due on the configured servers, counted up to 10 000 for each. */
    public int pending() {
        return fleet.servers().stream()
                .mapToInt(server -> store.pending(server.id(), MOST_COUNTED))
                .sum();
    }

    @Override
    public void start() {
        CountDownLatch stop = new CountDownLatch(1);
        stopped = stop;
        for (GuardedServer server : fleet.servers()) {
            Thread.ofVirtual().name("sync-" + server.id()).start(() -> run(server, stop));
        }
    }

    @Override
    public void stop() {
        CountDownLatch stop = stopped;
        if (stop != null) {
            stop.countDown();
        }
        stopped = null;
    }

    @Override
    public boolean isRunning() {
        return stopped != null;
    }

    private void run(GuardedServer server, CountDownLatch stop) {
        Semaphore lanes = new Semaphore(settings.lanes());
        Instant probed = Instant.MIN;
        try {
            boolean more = false;
            while (stop.getCount() > 0 && (more || !stop.await(settings.poll().toMillis(), TimeUnit.MILLISECONDS))) {
                more = false;
                try {
                    if (server.open()) {
                        boolean listed = backfill.stepIfDue(server.id());
                        more = next(server, lanes) || listed;
                    } else if (probed.plus(PROBE).isBefore(clock.instant())) {
                        probed = clock.instant();
                        server.probe();
                    }
                } catch (RuntimeException e) {
                    LOG.warn("Could not query the pending work of SIP server {}; retrying", server.id(), e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts one batch once a lane is free; true if more work may be due. */
    private boolean next(GuardedServer server, Semaphore lanes) throws InterruptedException {
        lanes.acquire();
        List<HeldWork> batch = new ArrayList<>();
        try {
            batch.addAll(take(server));
        } finally {
            if (batch.isEmpty()) {
                lanes.release();
            }
        }
        if (batch.isEmpty()) {
            return false;
        }
        Thread.ofVirtual().name("sync-" + server.id() + "-batch").start(() -> {
            try {
                runner.run(batch);
            } catch (RuntimeException e) {
                LOG.warn("A batch for SIP server {} was not completed; it will be retried", server.id(), e);
            } finally {
                lanes.release();
            }
        });
        return batch.size() == settings.batch();
    }

    private List<HeldWork> take(GuardedServer server) {
        Instant now = clock.instant();
        return store.take(server.id(), settings.batch(), now, now.plus(settings.lease()));
    }
}
