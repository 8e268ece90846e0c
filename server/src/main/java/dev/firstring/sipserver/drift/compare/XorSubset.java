package dev.firstring.sipserver.drift.compare;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds which of some values of 256 bits were XORed into a sum, by Gaussian elimination. There is one answer at most while no
 * value is the XOR of others; of up to 192 random values this holds but for one case in 2^64.
 */
final class XorSubset {

    /** More values than bits are never independent. */
    static final int MOST = 256;

    private static final int WORDS = MOST / Long.SIZE;

    /** By their highest bit: a value in the first half, and which of the given ones it is the XOR of in the second. */
    private final long[] @Nullable [] basis = new long[MOST][];

    private XorSubset() {}

    /**
     * The places of the values that make the sum; empty if that has no answer, or more than one.
     *
     * @param values four words each
     */
    static Optional<BitSet> of(List<long[]> values, long[] sum) {
        XorSubset elimination = new XorSubset();
        for (int place = 0; place < values.size(); place++) {
            if (place == MOST || !elimination.isNew(values.get(place), place)) {
                return Optional.empty();
            }
        }
        long[] left = Arrays.copyOf(sum, 2 * WORDS);
        return elimination.reduce(left) < 0
                ? Optional.of(BitSet.valueOf(Arrays.copyOfRange(left, WORDS, 2 * WORDS)))
                : Optional.empty();
    }

    private boolean isNew(long[] value, int place) {
        long[] row = Arrays.copyOf(value, 2 * WORDS);
        row[WORDS + place / Long.SIZE] = 1L << place;
        int highest = reduce(row);
        if (highest < 0) {
            return false;
        }
        basis[highest] = row;
        return true;
    }

    /** Takes away what the basis can make; the highest bit of what is left, or -1 for nothing. */
    private int reduce(long[] row) {
        for (int word = WORDS - 1; word >= 0; word--) {
            while (row[word] != 0) {
                int highest = word * Long.SIZE + Long.SIZE - 1 - Long.numberOfLeadingZeros(row[word]);
                long[] other = basis[highest];
                if (other == null) {
                    return highest;
                }
                for (int i = 0; i < row.length; i++) {
                    row[i] ^= other[i];
                }
            }
        }
        return -1;
    }
}
