package dev.firstring.registrar.request;

import dev.firstring.registrar.contact.Binding;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies the listener of registrations asynchronously, in order, on one thread. If the database is slower than the
 * phones, sightings that exceed the queue are dropped: the next REGISTER reports them again. Thread-safe.
 */
public final class Sightings implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sightings.class);
    private static final int LONGEST_QUEUE = 2_000;

    private final SightingListener listener;
    private final BlockingQueue<Sighting> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);
    private final Thread writer;
    private volatile boolean failing;
    private volatile boolean closed;

    public Sightings(SightingListener listener) {
        this.listener = listener;
        this.writer = Thread.ofVirtual().name("registrar-sightings").start(this::write);
    }

    /** A phone has registered. Does not block. */
    void seen(UUID account, Binding binding, Instant at, String address) {
        if (!queue.offer(new Sighting(account, binding, at, address))) {
            failed("there are more than the database takes");
        }
    }

    /** Stops the thread; queued sightings are discarded. */
    @Override
    public void close() {
        closed = true;
        writer.interrupt();
    }

    private void write() {
        try {
            while (!closed) {
                Sighting next = queue.take();
                try {
                    listener.seen(next.account(), next.binding(), next.at(), next.address());
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

    /** Logs once until a sighting succeeds, not for every phone. */
    private void failed(String reason) {
        if (!failing) {
            failing = true;
            LOG.warn("Could not store where phones are registered; they stay registered: {}", reason);
        }
    }

    private static Throwable rootCause(Throwable thrown) {
        Throwable root = thrown;
        for (Throwable next = thrown.getCause(); next != null && next != root; next = next.getCause()) {
            root = next;
        }
        return root;
    }

    private record Sighting(UUID account, Binding binding, Instant at, String address) {}
}
