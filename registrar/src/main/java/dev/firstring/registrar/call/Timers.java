package dev.firstring.registrar.call;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks when the clock has reached their time, on one thread, which sleeps while there are none. Thread-safe.
 */
public final class Timers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Timers.class);
    private static final long TICK_MILLIS = 20;

    private final Clock clock;
    private final TreeMap<Key, Runnable> tasks = new TreeMap<>();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("registrar-timers").unstarted(this::run);
    private long drawn;
    private boolean closed;

    public Timers(Clock clock) {
        this.clock = clock;
    }

    /** A task that has not run yet. */
    @FunctionalInterface
    public interface Timer {

        /** Does nothing if the task has run. */
        void cancel();
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    /** Runs a task after a time. */
    synchronized Timer after(Duration time, Runnable task) {
        Key key = new Key(clock.instant().plus(time), drawn++);
        tasks.put(key, task);
        notifyAll();
        return () -> cancel(key);
    }

    /** The number of tasks that have not run yet. */
    synchronized int size() {
        return tasks.size();
    }

    /** Stops the thread; tasks are discarded. */
    @Override
    public synchronized void close() {
        closed = true;
        tasks.clear();
        notifyAll();
    }

    private synchronized void cancel(Key key) {
        tasks.remove(key);
    }

    private void run() {
        try {
            for (List<Runnable> due = next(); due != null; due = next()) {
                due.forEach(Timers::runSafely);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for tasks and takes those that are due; null when this was closed. */
    private synchronized @Nullable List<Runnable> next() throws InterruptedException {
        List<Runnable> due = due();
        while (due.isEmpty() && !closed) {
            wait(tasks.isEmpty() ? 0 : TICK_MILLIS);
            due = due();
        }
        return closed ? null : due;
    }

    private synchronized List<Runnable> due() {
        Instant now = clock.instant();
        List<Runnable> due = new ArrayList<>();
        for (Map.Entry<Key, Runnable> first = tasks.firstEntry();
                first != null && !first.getKey().at().isAfter(now);
                first = tasks.firstEntry()) {
            due.add(tasks.remove(first.getKey()));
        }
        return due;
    }

    private static void runSafely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            // A fault of one call must not end the timers of all.
            LOG.error("A timer of a call failed", e);
        }
    }

    private record Key(Instant at, long order) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
