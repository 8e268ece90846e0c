package dev.firstring.registrar.digest;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers how far the count of each nonce is, so that no answer serves twice (RFC 7616, section 3.4). The memory is
 * bounded without a gap: where a use has to be forgotten, all nonces of its time and before that are unknown here are no
 * longer good, and phones that hold one get another. Thread-safe.
 */
public final class NonceUses {

    private final int capacity;
    private final Map<String, Use> uses = new LinkedHashMap<>();
    private Instant forgotten = Instant.MIN;

    /** @param capacity nonces that are remembered */
    public NonceUses(int capacity) {
        this.capacity = capacity;
    }

    /**
     * Uses a nonce. To be asked only for an answer that is right, so that strangers cannot fill the memory.
     *
     * @return false if that count or a higher one was used before, or may have been
     */
    public synchronized boolean take(String nonce, Instant issued, long count) {
        Use use = uses.get(nonce);
        if (use != null ? count <= use.count() : !issued.isAfter(forgotten)) {
            return false;
        }
        uses.put(nonce, new Use(issued, count));
        if (uses.size() > capacity) {
            forgetOne();
        }
        return true;
    }

    /** Uses a nonce for all that it is good for; false if it was used before, or may have been. */
    public synchronized boolean takeWhole(String nonce, Instant issued) {
        return !uses.containsKey(nonce) && take(nonce, issued, Long.MAX_VALUE);
    }

    private void forgetOne() {
        Iterator<Use> oldest = uses.values().iterator();
        Instant issued = oldest.next().issued();
        oldest.remove();
        if (issued.isAfter(forgotten)) {
            forgotten = issued;
        }
    }

    private record Use(Instant issued, long count) {}
}
