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
 * The work in the background, on every node: for each server, takes what is due and does it, several batches at once. A
 * server that is left alone keeps its work for later. Thread-safe.
 */
@Component
public final class SyncPull implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SyncPull.class);
    private static final Duration PROBE = Duration.ofSeconds(5);

    private static final int MOST_COUNTED = 10_000;

    private final Fleet fleet;
    private final SyncRows rows;
    private final SyncWork work;
    private final Filling filling;
    private final SyncSettings settings;
    private final Clock clock;
    private volatile @Nullable CountDownLatch stopped;

    SyncPull(Fleet fleet, SyncRows rows, SyncWork work, Filling filling, SyncSettings settings, Clock clock) {
        this.fleet = fleet;
        this.rows = rows;
        this.work = work;
        this.filling = filling;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Does all that is due on all servers, in the caller's thread: for tests and commands.
     *
     * @return how many accounts were worked on
     */
    public int drain() {
        int done = 0;
        for (GuardedServer server : fleet.servers()) {
            while (filling.step(server.id())) {
                // until the list is whole
            }
            List<HeldWork> batch = take(server);
            while (!batch.isEmpty()) {
                work.doNow(batch);
                done += batch.size();
                batch = take(server);
            }
        }
        return done;
    }

    /** How many accounts are not as they should be on the servers that are configured here; 10 000 at most for each. */
    public int pending() {
        return fleet.servers().stream()
                .mapToInt(server -> rows.pending(server.id(), MOST_COUNTED))
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
                        boolean listed = filling.stepIfDue(server.id());
                        more = next(server, lanes) || listed;
                    } else if (probed.plus(PROBE).isBefore(clock.instant())) {
                        probed = clock.instant();
                        server.probe();
                    }
                } catch (RuntimeException e) {
                    LOG.warn("Could not look for work on SIP server {}; trying again", server.id(), e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts one batch when a lane is free; true if there may be more. */
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
                work.doNow(batch);
            } catch (RuntimeException e) {
                LOG.warn("A batch for SIP server {} was not finished; it is done again", server.id(), e);
            } finally {
                lanes.release();
            }
        });
        return batch.size() == settings.batch();
    }

    private List<HeldWork> take(GuardedServer server) {
        Instant now = clock.instant();
        return rows.take(server.id(), settings.batch(), now, now.plus(settings.lease()));
    }
}
