package dev.firstring.messaging.outbox;

import dev.firstring.messaging.outbox.MessageDispatch.Delivery;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/**
 * Writes the results of messages, many in one commit, from a dedicated thread, so that requests do not wait for it.
 * Results are queued while the database is unavailable. If the queue is full, further results are dropped and counted;
 * their messages stay queued and are sent again with the same code. Closing writes the queued results. Thread-safe.
 */
@Component
final class DeliveryRecorder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryRecorder.class);

    private static final int ROOM = 20_000;
    private static final int BATCH = 500;
    private static final Duration GATHER = Duration.ofMillis(20);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration TIME_TO_CLOSE = Duration.ofSeconds(10);

    private final Outbox outbox;
    private final BlockingQueue<Outbox.Result> waiting;
    private final Counter dropped;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread writer;

    @Autowired
    DeliveryRecorder(Outbox outbox, MeterRegistry meters) {
        this(outbox, meters, ROOM);
    }

    DeliveryRecorder(Outbox outbox, MeterRegistry meters, int room) {
        this.outbox = outbox;
        this.waiting = new ArrayBlockingQueue<>(room);
        this.dropped = Counter.builder("firstring.message.results.dropped")
                .description("Results of messages that could not be kept; the messages are sent again")
                .register(meters);
        Gauge.builder("firstring.message.results.waiting", waiting, BlockingQueue::size)
                .description("Results of messages that wait to be written")
                .register(meters);
        this.writer = Thread.ofVirtual().name("delivery-recorder").start(this::write);
    }

    /** Queues a result to be written shortly. Never blocks. */
    void record(Outbox.Result result) {
        if (!waiting.offer(result)) {
            dropped.increment();
            LOG.warn(
                    "Too many message results are waiting for the database: dropped the result of message {}",
                    result.id());
        }
    }

    /** Writes the queued results, for at most ten seconds. */
    @Override
    public void close() {
        closing.countDown();
        try {
            if (!writer.join(TIME_TO_CLOSE)) {
                LOG.warn("{} message results could not be written; the messages will be sent again", waiting.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try {
            while (!closed() || !waiting.isEmpty()) {
                List<Outbox.Result> batch = gather();
                if (!batch.isEmpty() && !written(batch)) {
                    LOG.warn("{} message results were lost at shutdown; the messages will be sent again", batch.size());
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Returns the next batch: the results that arrive within {@link #GATHER} of the first, or none if the queue is
     * empty.
     */
    private List<Outbox.Result> gather() throws InterruptedException {
        List<Outbox.Result> batch = new ArrayList<>();
        Outbox.Result first = waiting.poll(GATHER.toMillis() * 5, TimeUnit.MILLISECONDS);
        if (first == null) {
            return batch;
        }
        batch.add(first);
        long end = System.nanoTime() + GATHER.toNanos();
        while (batch.size() < BATCH) {
            Outbox.Result next = waiting.poll(closed() ? 0 : end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
            batch.add(next);
        }
        return oneEach(batch);
    }

    /** Retries until the batch is written. Returns false only if the service stops while the database is down. */
    private boolean written(List<Outbox.Result> batch) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                outbox.settle(batch);
                return true;
            } catch (DataIntegrityViolationException e) {
                writeOneByOne(batch, e);
                return true;
            } catch (DataAccessException e) {
                LOG.warn("Could not write {} message results; retrying", batch.size(), e);
                if (closed()) {
                    return false;
                }
            }
            closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /** Writes results individually, so that one that the database rejects does not block the others. */
    private void writeOneByOne(List<Outbox.Result> batch, DataIntegrityViolationException cause)
            throws InterruptedException {
        if (batch.size() == 1) {
            dropped.increment();
            LOG.error(
                    "The database does not take the result of message {}",
                    batch.getFirst().id(),
                    cause);
            return;
        }
        for (Outbox.Result result : batch) {
            written(List.of(result));
        }
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }

    /** Reduces a batch to one result per message: {@code SENT} if there is one, otherwise the newest. */
    private static List<Outbox.Result> oneEach(List<Outbox.Result> batch) {
        Map<UUID, Outbox.Result> byId = new LinkedHashMap<>();
        for (Outbox.Result result : batch) {
            byId.merge(result.id(), result, (old, next) -> old.state() == Delivery.State.SENT ? old : next);
        }
        return List.copyOf(byId.values());
    }
}
