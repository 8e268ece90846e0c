package dev.firstring.abuse.guard;

import java.sql.Array;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The counts of a window. A proof counts for all sends of its session, at the time of the last one, so that sends and
 * proofs concern the same users.
 *
 * @param sentSettled sends whose grace period has passed
 * @param verifiedSettled how many of those were proved
 * @param sentRecent sends within the grace period
 * @param verifiedRecent how many of those were proved
 * @param oldest when the oldest bucket began; null for an empty window
 */
public record WindowCounts(
        long sentSettled,
        long verifiedSettled,
        long sentRecent,
        long verifiedRecent,
        @Nullable Instant oldest) {

    public static final WindowCounts NONE = new WindowCounts(0, 0, 0, 0, null);

    /** Reads the five numbers of {@link GuardStatements#COUNTS}; returns {@link #NONE} for SQL NULL. */
    public static WindowCounts read(@Nullable Array array) throws SQLException {
        if (array == null) {
            return NONE;
        }
        Long[] numbers = (Long[]) array.getArray();
        return new WindowCounts(
                numbers[0],
                numbers[1],
                numbers[2],
                numbers[3],
                numbers[4] == 0 ? null : Instant.ofEpochSecond(numbers[4]));
    }

    public long sent() {
        return sentSettled + sentRecent;
    }

    public long verified() {
        return verifiedSettled + verifiedRecent;
    }

    /** Unproved sends, including recent ones; never negative. */
    public long unverified() {
        return Math.max(0, sent() - verified());
    }

    /** Unproved sends within the grace period. */
    public long pending() {
        return Math.min(unverified(), Math.max(0, sentRecent - verifiedRecent));
    }
}
