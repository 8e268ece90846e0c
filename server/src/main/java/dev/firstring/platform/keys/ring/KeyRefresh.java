package dev.firstring.platform.keys.ring;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Refreshes the keys of this node again and again while the application runs. A refresh that fails is logged once, the
 * node keeps the keys it has, and the next one tries again.
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
                LOG.info("The keys are read again");
            }
        } catch (RuntimeException e) {
            // Whatever it is, the next refresh must come.
            if (!failing) {
                failing = true;
                LOG.error("The keys cannot be read; this node goes on with those it has: {}", e.getMessage());
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
