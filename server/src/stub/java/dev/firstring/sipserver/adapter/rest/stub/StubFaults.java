package dev.firstring.sipserver.adapter.rest.stub;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How the stub fails; not at all at first. Everything can be set while it runs. Thread-safe. */
public final class StubFaults {

    private double share;
    private Random random = new Random(1);
    private Duration delay = Duration.ZERO;
    private Duration lateness = Duration.ZERO;
    private int lateCalls;
    private double lateShare;
    private final Map<Chance, Long> happened = new EnumMap<>(Chance.class);
    private @Nullable StubAnswer always;
    private boolean plainText;

    StubFaults() {}

    /**
     * Fails by chance: with 500, with 503, by breaking the connection before the work, or by breaking it after the work,
     * each as often.
     *
     * @param failing the share of calls, 0 to 1
     * @param seed the same one fails the same calls, as far as calls come one after the other
     */
    public synchronized void failSome(double failing, long seed) {
        share = failing;
        random = new Random(seed);
    }

    /** Waits before each call is done. */
    public synchronized void setDelay(Duration before) {
        delay = before;
    }

    /** Does the work of the next calls at once, and answers that long after. */
    public synchronized void answerLate(int calls, Duration after) {
        lateCalls = calls;
        lateness = after;
    }

    /** Does the work of some calls, by chance, at once, and answers that long after; of those that do not fail otherwise. */
    public synchronized void answerSomeLate(double late, Duration after) {
        lateShare = late;
        lateness = after;
    }

    /** How many calls went ill by chance, by what became of them. */
    public synchronized Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        happened.forEach((chance, count) -> counts.put(chance.name(), count));
        return counts;
    }

    /** Does no work and answers the same to every call; null to be back to work. */
    public synchronized void answerAlways(@Nullable StubAnswer answer) {
        always = answer;
    }

    /** Answers with text that is no JSON, to what it does and to what it refuses. */
    public synchronized void setPlainText(boolean plain) {
        plainText = plain;
    }

    /** No more faults. */
    public synchronized void clear() {
        share = 0;
        delay = Duration.ZERO;
        lateCalls = 0;
        lateShare = 0;
        always = null;
        plainText = false;
    }

    synchronized Duration delay() {
        return delay;
    }

    /** How long after the work to answer. Counts a call. */
    synchronized Duration lateness(Chance chance) {
        if (chance == Chance.LATE) {
            return lateness;
        }
        if (lateCalls == 0) {
            return Duration.ZERO;
        }
        lateCalls--;
        return lateness;
    }

    synchronized @Nullable StubAnswer always() {
        return always;
    }

    synchronized boolean plainText() {
        return plainText;
    }

    /** Draws what becomes of a call. */
    synchronized Chance draw() {
        Chance chance = drawn();
        if (chance != Chance.WELL) {
            happened.merge(chance, 1L, Long::sum);
        }
        return chance;
    }

    private Chance drawn() {
        if (share == 0 || random.nextDouble() >= share) {
            return lateShare > 0 && random.nextDouble() < lateShare ? Chance.LATE : Chance.WELL;
        }
        return switch (random.nextInt(4)) {
            case 0 -> Chance.INTERNAL_ERROR;
            case 1 -> Chance.UNAVAILABLE;
            case 2 -> Chance.BROKEN_BEFORE;
            default -> Chance.BROKEN_AFTER;
        };
    }

    /** What becomes of a call. */
    enum Chance {
        WELL,
        INTERNAL_ERROR,
        UNAVAILABLE,
        BROKEN_BEFORE,
        BROKEN_AFTER,
        LATE
    }
}
