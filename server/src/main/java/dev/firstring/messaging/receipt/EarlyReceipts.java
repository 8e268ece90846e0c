package dev.firstring.messaging.receipt;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks every second whether the message of a receipt that came early is known to be sent by now. Thread-safe. */
@Component
final class EarlyReceipts implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(EarlyReceipts.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Receipts receipts;
    private volatile @Nullable CountDownLatch stopped;

    EarlyReceipts(Receipts receipts) {
        this.receipts = receipts;
    }

    @Override
    public void start() {
        CountDownLatch stop = new CountDownLatch(1);
        stopped = stop;
        Thread.ofVirtual().name("early-receipts").start(() -> run(stop));
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

    private void run(CountDownLatch stop) {
        try {
            while (!stop.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    receipts.catchUp();
                } catch (RuntimeException e) {
                    LOG.warn("Could not look for receipts that came early; trying again", e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
