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
 * Work that every node repeats while it runs, on its own virtual thread, with a pause before each run. Failures are
 * logged, and the work is retried after the next pause. Thread-safe.
 */
public final class RepeatedWork {

    private static final Logger LOG = LoggerFactory.getLogger(RepeatedWork.class);

    private final String name;
    private final Duration pause;
    private final Consumer<BooleanSupplier> work;
    private volatile @Nullable CountDownLatch stopped;

    /**
     * Creates work that begins with {@link #start()}.
     *
     * @param name of the thread, and of the work in the log
     * @param work receives whether to continue, for long runs
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

    /** Stops after the current run; long runs are told to end through their argument. */
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
