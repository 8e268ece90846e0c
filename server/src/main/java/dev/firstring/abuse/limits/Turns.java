package dev.firstring.abuse.limits;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.dao.CannotAcquireLockException;

/**
 * Queues sends for the same rows of the limits before they use the database, so that the waiters of one hot number or
 * address do not occupy connections that all requests share. The queue is local to the node: the row locks keep the
 * counts exact across nodes. Thread-safe.
 */
final class Turns {

    /** One that holds the row locks, and one that waits right behind it. */
    private static final int AT_ONCE = 2;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final Map<String, Place> places = new ConcurrentHashMap<>();

    /**
     * The queue of a subject and the number of its users, including waiting ones. Changed only inside
     * {@code places.compute}.
     */
    private static final class Place {

        private final Semaphore turns = new Semaphore(AT_ONCE, true);
        private int visitors;
    }

    /**
     * Runs the work after waiting for a turn for each subject. All callers must name the subjects in the same order.
     *
     * @throws CannotAcquireLockException after two seconds of waiting or on an interrupt; the work was not run
     */
    <T> T run(List<String> subjects, Supplier<T> work) {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        Deque<Place> held = new ArrayDeque<>();
        Deque<String> entered = new ArrayDeque<>();
        try {
            for (String subject : subjects) {
                entered.push(subject);
                Place place = enter(subject);
                if (!place.turns.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    throw new CannotAcquireLockException("too many want the same limit at once");
                }
                held.push(place);
            }
            return work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotAcquireLockException("interrupted before its turn", e);
        } finally {
            held.forEach(place -> place.turns.release());
            entered.forEach(this::leave);
        }
    }

    private Place enter(String subject) {
        return places.compute(subject, (name, known) -> {
            Place place = known == null ? new Place() : known;
            place.visitors++;
            return place;
        });
    }

    private void leave(String subject) {
        places.computeIfPresent(subject, (name, place) -> --place.visitors == 0 ? null : place);
    }
}
