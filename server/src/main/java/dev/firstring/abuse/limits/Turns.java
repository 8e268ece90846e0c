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
 * Lets those who want the same rows of the limits come to the database one after another, so that the crowd of one hot
 * number or address waits here and not on the connections that everybody needs. On this node only: another node has its own
 * few at the row, and the row's lock keeps the count exact. Thread-safe.
 */
final class Turns {

    /** One who holds the rows, and one who is right behind. */
    private static final int AT_ONCE = 2;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final Map<String, Place> places = new ConcurrentHashMap<>();

    /** Those who want a subject, waiting ones included. Changed only inside {@code places.compute}. */
    private static final class Place {

        private final Semaphore turns = new Semaphore(AT_ONCE, true);
        private int visitors;
    }

    /**
     * Runs the work in its turn for each subject; everybody has to name them in the same order.
     *
     * @throws CannotAcquireLockException if that did not come within two seconds; the work was not run
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
