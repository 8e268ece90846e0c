package dev.firstring.platform.keys.ring;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Refreshes the keys of this node at a fixed delay while the application runs. If a refresh fails, the node keeps its
 * keys and retries at the next interval; only the first of consecutive failures is logged.
 */
final class KeyRefresh implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(KeyRefresh.class);

    private final KeyRing ring;
    private final Duration interval;
    private boolean failing;
    private @Nullable Thread thread;

    KeyRefresh(KeyRing ring, Duration interval) {
        this.ring = ring;
        this.interval = interval;
    }

    void refresh() {
        try {
            ring.refresh();
            if (failing) {
                failing = false;
                LOG.info("The keys can be read again");
            }
        } catch (RuntimeException e) {
            // Any failure is caught so that the next refresh runs.
            if (!failing) {
                failing = true;
                LOG.error("The keys cannot be read; this node keeps using the keys it has: {}", e.getMessage());
            }
        }
    }

    @Override
    public synchronized void start() {
        thread = Thread.ofVirtual().name("key-refresh").start(this::run);
    }

    @Override
    public synchronized void stop() {
        if (thread != null) {
            thread.interrupt();
            thread = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(interval);
                refresh();
            }
        } catch (InterruptedException e) {
            // Stopped.
            Thread.currentThread().interrupt();
        }
    }
}
