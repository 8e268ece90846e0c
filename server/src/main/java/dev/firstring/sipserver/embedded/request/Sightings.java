package dev.firstring.sipserver.embedded.request;

import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.registration.RegistrationTracking;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * Hands on where phones were seen, behind their answers: one after the other by a thread of its own. When the database is
 * slower than the phones, what does not fit the queue is left out: the next REGISTER tells it again. Thread-safe.
 */
public final class Sightings implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sightings.class);
    private static final int LONGEST_QUEUE = 2_000;

    private final RegistrationTracking tracking;
    private final ServerId server;
    private final BlockingQueue<Sighting> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);
    private final Thread writer;
    private volatile boolean failing;
    private volatile boolean closed;

    public Sightings(RegistrationTracking tracking, ServerId server) {
        this.tracking = tracking;
        this.server = server;
        this.writer = Thread.ofVirtual().name("registrar-sightings").start(this::write);
    }

    /** A phone has registered. Returns at once. */
    void seen(CredentialId credential, Registration registration, @Nullable String address) {
        if (!queue.offer(new Sighting(credential, registration, address))) {
            failed("there are more than the database takes");
        }
    }

    /** Ends the thread; what still waits is left out. */
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
                    tracking.seen(next.credential(), server, next.registration(), next.address());
                    failing = false;
                } catch (RuntimeException e) {
                    // Whatever it is, the next one must come.
                    failed(String.valueOf(
                            NestedExceptionUtils.getMostSpecificCause(e).getMessage()));
                }
            }
        } catch (InterruptedException e) {
            // Closed.
            Thread.currentThread().interrupt();
        }
    }

    /** Told once, not for every phone. */
    private void failed(String reason) {
        if (!failing) {
            failing = true;
            LOG.warn("Where phones register is not kept, though they can: {}", reason);
        }
    }

    private record Sighting(
            CredentialId credential,
            Registration registration,
            @Nullable String address) {}
}
