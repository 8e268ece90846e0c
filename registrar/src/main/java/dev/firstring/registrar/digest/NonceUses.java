package dev.firstring.registrar.digest;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Records the highest count of each nonce, so that no credentials can be replayed (RFC 7616, section 3.4). Memory is
 * bounded without weakening this: when an entry is evicted, all unrecorded nonces issued up to that time become
 * invalid, and the phones that hold them are challenged again. Thread-safe.
 */
public final class NonceUses {

    private final int capacity;
    private final Map<String, Use> uses = new LinkedHashMap<>();
    private Instant forgotten = Instant.MIN;

    /**
     * Creates an empty record.
     *
     * @param capacity the maximum number of nonces in memory
     */
    public NonceUses(int capacity) {
        this.capacity = capacity;
    }

    /**
     * Records a use of a nonce. Call it only for correct credentials, so that unauthenticated clients cannot fill the
     * memory.
     *
     * @return false if that count or a higher one was used, or may have been used
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

    /** Records the only use of a nonce; false if it was used, or may have been used. */
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
