package dev.firstring.abuse.guard;

import java.sql.Array;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a window holds. A proof counts as many sends as its session took, at the time of the last of them, so that sends
 * and proofs are of the same people.
 *
 * @param sentSettled sends that are old enough to have been proved
 * @param verifiedSettled how many of those were
 * @param sentRecent sends that somebody may still be typing the code of
 * @param verifiedRecent how many of those were proved already
 * @param oldest when the oldest bucket began; null for an empty window
 */
public record WindowCounts(
        long sentSettled,
        long verifiedSettled,
        long sentRecent,
        long verifiedRecent,
        @Nullable Instant oldest) {

    public static final WindowCounts NONE = new WindowCounts(0, 0, 0, 0, null);

    /** Reads the five numbers that {@link GuardStatements#COUNTS} gives; none for SQL null. */
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

    /** Sends that nobody has proved, fresh ones included; never negative. */
    public long unverified() {
        return Math.max(0, sent() - verified());
    }

    /** Of the unproved sends, those that are still fresh. */
    public long pending() {
        return Math.min(unverified(), Math.max(0, sentRecent - verifiedRecent));
    }
}
