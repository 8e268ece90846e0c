package dev.firstring.registrar.report;

import dev.firstring.registrar.account.AddressOfRecord;
import dev.firstring.registrar.contact.Binding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies the listeners of registrations and calls asynchronously, in order, on one thread. If the database is slower
 * than the phones, reports that exceed the queue are dropped: the next REGISTER or call reports again. Thread-safe.
 */
public final class Reports implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);
    private static final int LONGEST_QUEUE = 2_000;

    private final SightingListener sightings;
    private final CallListener calls;
    private final Clock clock;
    private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);
    private final Thread writer;
    private volatile boolean failing;
    private volatile boolean closed;

    public Reports(SightingListener sightings, CallListener calls, Clock clock) {
        this.sightings = sightings;
        this.calls = calls;
        this.clock = clock;
        this.writer = Thread.ofVirtual().name("registrar-reports").start(this::write);
    }

    /** A phone has registered. Does not block. */
    public void registered(UUID account, Binding binding, Instant at, String address) {
        add(() -> sightings.seen(account, binding, at, address));
    }

    /** A call of these accounts was answered. Does not block. */
    public AnsweredCall answered(Set<AddressOfRecord> accounts) {
        Instant at = clock.instant();
        accounts.forEach(account -> add(() -> calls.answered(account, at)));
        return () -> {
            Duration length = Duration.between(at, clock.instant());
            accounts.forEach(account -> add(() -> calls.ended(account, at, length)));
        };
    }

    /** Stops the thread; queued reports are discarded. */
    @Override
    public void close() {
        closed = true;
        writer.interrupt();
    }

    private void add(Runnable report) {
        if (!queue.offer(report)) {
            failed("there are more than the database takes");
        }
    }

    private void write() {
        try {
            while (!closed) {
                Runnable next = queue.take();
                try {
                    next.run();
                    failing = false;
                } catch (RuntimeException e) {
                    // No exception may stop later notifications.
                    failed(String.valueOf(rootCause(e).getMessage()));
                }
            }
        } catch (InterruptedException e) {
            // The queue was closed.
            Thread.currentThread().interrupt();
        }
    }

    /** Logs once until a report succeeds, not for every phone. */
    private void failed(String reason) {
        if (!failing) {
            failing = true;
            LOG.warn("Could not store registrations and calls; phones stay registered and call: {}", reason);
        }
    }

    private static Throwable rootCause(Throwable thrown) {
        Throwable root = thrown;
        for (Throwable next = thrown.getCause(); next != null && next != root; next = next.getCause()) {
            root = next;
        }
        return root;
    }
}
