package dev.firstring.sipserver.drift.compare;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the subset of 256-bit values whose XOR is a given sum, by Gaussian elimination. The solution is unique if no
 * value is the XOR of others; for up to 192 random values this is true except in one of 2^64 cases.
 */
final class XorSubset {

    /** The number of bits; more values than bits are never linearly independent. */
    static final int MOST = 256;

    private static final int WORDS = MOST / Long.SIZE;

    /**
     * Rows by their highest bit: a value in the first half, and in the second half the set of given values that it is
     * the XOR of.
     */
    private final long[] @Nullable [] basis = new long[MOST][];

    private XorSubset() {}

    /**
     * The indexes of the values whose XOR is the sum; empty if there is no solution or no unique one.
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

    /** Reduces a row by the basis. Returns the highest bit of the remainder, or -1 if it is zero. */
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
