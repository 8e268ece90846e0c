package dev.firstring.platform.jobs;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that every node does again and again while it runs, on a thread of its own, with a pause before each time. What goes
 * wrong is logged, and the work is tried again after the next pause. Thread-safe.
 */
public final class RepeatedWork {

    private static final Logger LOG = LoggerFactory.getLogger(RepeatedWork.class);

    private final String name;
    private final Duration pause;
    private final Consumer<BooleanSupplier> work;
    private volatile @Nullable CountDownLatch stopped;

    /**
     * Work that begins with {@link #start()}.
     *
     * @param name of the thread, and of the work in the log
     * @param work is given whether to go on, for work that takes long
     */
    public RepeatedWork(String name, Duration pause, Consumer<BooleanSupplier> work) {
        this.name = name;
        this.pause = pause;
        this.work = work;
    }

    public synchronized void start() {
        if (stopped == null) {
            CountDownLatch stop = new CountDownLatch(1);
            stopped = stop;
            Thread.ofVirtual().name(name).start(() -> run(stop));
        }
    }

    /** Lets the work that is under way end by itself. */
    public synchronized void stop() {
        CountDownLatch stop = stopped;
        if (stop != null) {
            stop.countDown();
        }
        stopped = null;
    }

    public boolean isRunning() {
        return stopped != null;
    }

    private void run(CountDownLatch stop) {
        try {
            while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    work.accept(() -> stop.getCount() > 0);
                } catch (RuntimeException e) {
                    LOG.warn("{}: cut short, tried again after {}", name, pause, e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
