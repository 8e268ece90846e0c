package dev.firstring.sipserver.drift.compare;

import dev.firstring.platform.Hash;
import dev.firstring.sip.CredentialId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The set of credentials whose accounts a server has listed, in less than two bits per credential in the database.
 * Credentials are divided into slices in id order. A slice stores the XOR of the SHA-256 of its members, which
 * determines exactly the credentials of the slice that were added (decision 32). An account that is listed twice
 * cancels itself, so it may count as unseen; an unlisted account never counts as seen. Not thread-safe.
 */
public final class SeenAccounts {

    /** Credentials per slice: 64 fewer than a sum has bits, so that sums are ambiguous in only one of 2^64 cases. */
    static final int SLICE = 192;

    private static final int WORDS = 4;
    private static final UUID START = new UUID(0, 0);

    private final UUID run;
    private final long[] bounds;
    private final long[] sums;

    private SeenAccounts(UUID run, long[] bounds, long[] sums) {
        this.run = run;
        this.bounds = bounds;
        this.sums = sums;
    }

    /**
     * A credential of a slice.
     *
     * @param revoked whether it is revoked, so that no server should have it
     */
    public record Candidate(CredentialId id, boolean revoked) {}

    /** Consecutive complete slices: the ids greater than {@code above}, up to and including {@code upTo}. */
    public record SliceRange(UUID above, UUID upTo, boolean last) {

        public String cursor() {
            return upTo.toString();
        }
    }

    /**
     * An empty set.
     *
     * @param run salts the hashes
     * @param bounds the most significant halves of the last id of each slice, in order; later ids belong to no slice
     */
    static SeenAccounts none(UUID run, long[] bounds) {
        return new SeenAccounts(run, bounds.clone(), new long[bounds.length * WORDS]);
    }

    /** An empty set without slices. */
    public static SeenAccounts nothing(UUID run) {
        return none(run, new long[0]);
    }

    /** Restores a set from {@link #bounds()} and {@link #sums()}. */
    static SeenAccounts of(UUID run, byte[] bounds, byte[] sums) {
        return new SeenAccounts(run, longs(bounds), longs(sums));
    }

    byte[] bounds() {
        return bytes(bounds);
    }

    byte[] sums() {
        return bytes(sums);
    }

    /** Adds a credential whose account was listed. A credential newer than the slices is ignored. */
    public void add(CredentialId id) {
        int slice = slice(id.value());
        if (slice < bounds.length) {
            xor(sums, slice * WORDS, hash(id));
        }
    }

    /**
     * The next {@code count} slices.
     *
     * @param cursor {@link SliceRange#cursor()} of the previous range; empty for the first
     * @return empty after the last slice
     */
    public Optional<SliceRange> slices(String cursor, int count) {
        UUID above = cursor.isEmpty() ? START : UUID.fromString(cursor);
        int first = cursor.isEmpty() ? 0 : slice(above) + 1;
        int end = Math.min(first + count, bounds.length);
        return first < end
                ? Optional.of(new SliceRange(above, new UUID(bounds[end - 1], -1), end == bounds.length))
                : Optional.empty();
    }

    /**
     * The credentials that were not seen, without revoked ones. If a slice has no unambiguous solution, because a
     * credential was deleted or ids were not created in order, all of its credentials are included.
     *
     * @param all every credential of one or more complete slices, in id order
     */
    public List<CredentialId> unseen(List<Candidate> all) {
        List<CredentialId> unseen = new ArrayList<>();
        int from = 0;
        while (from < all.size()) {
            int slice = slice(all.get(from).id().value());
            int to = from + 1;
            while (to < all.size() && slice(all.get(to).id().value()) == slice) {
                to++;
            }
            unseen.addAll(unseen(slice, all.subList(from, to)));
            from = to;
        }
        return unseen;
    }

    private List<CredentialId> unseen(int slice, List<Candidate> candidates) {
        long[] sum =
                slice < bounds.length ? Arrays.copyOfRange(sums, slice * WORDS, (slice + 1) * WORDS) : new long[WORDS];
        List<long[]> hashes =
                candidates.stream().map(candidate -> hash(candidate.id())).toList();
        if (Arrays.equals(sum, expected(candidates, hashes))) {
            return List.of();
        }
        BitSet seen = XorSubset.of(hashes, sum).orElseGet(BitSet::new);
        List<CredentialId> unseen = new ArrayList<>();
        for (int place = 0; place < candidates.size(); place++) {
            if (!seen.get(place) && !candidates.get(place).revoked()) {
                unseen.add(candidates.get(place).id());
            }
        }
        return unseen;
    }

    /** The sum of a slice without differences. */
    private static long[] expected(List<Candidate> candidates, List<long[]> hashes) {
        long[] sum = new long[WORDS];
        for (int place = 0; place < candidates.size(); place++) {
            if (!candidates.get(place).revoked()) {
                xor(sum, 0, hashes.get(place));
            }
        }
        return sum;
    }

    /** The index of an id's slice; the number of slices for an id after the last. */
    private int slice(UUID id) {
        int low = 0;
        int high = bounds.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(bounds[middle], id.getMostSignificantBits()) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private long[] hash(CredentialId id) {
        byte[] salt = bytes(new long[] {run.getMostSignificantBits(), run.getLeastSignificantBits()});
        return longs(Hash.sha256(salt, id.bytes()));
    }

    private static byte[] bytes(long[] words) {
        ByteBuffer bytes = ByteBuffer.allocate(words.length * Long.BYTES);
        bytes.asLongBuffer().put(words);
        return bytes.array();
    }

    private static long[] longs(byte[] bytes) {
        long[] words = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().get(words);
        return words;
    }

    private static void xor(long[] sums, int at, long[] value) {
        for (int word = 0; word < WORDS; word++) {
            sums[at + word] ^= value[word];
        }
    }
}
