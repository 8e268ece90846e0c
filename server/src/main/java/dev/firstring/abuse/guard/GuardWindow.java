package dev.firstring.abuse.guard;

import dev.firstring.abuse.guard.FraudGuard.GuardStatements;
import dev.firstring.abuse.guard.GuardSettings.Bounds;
import dev.firstring.platform.WireWord;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The numbers whose sends are counted together: all of a region, or those that differ only in their last four digits.
 *
 * @param country the ISO 3166 region, or {@code 001}
 * @param prefix E.164 without the last four digits; null for the whole region
 */
public record GuardWindow(String country, @Nullable String prefix) {

    /** Returns the window with the given key. */
    public static GuardWindow ofKey(String key) {
        int plus = key.indexOf('+');
        return plus < 0 ? new GuardWindow(key, null) : new GuardWindow(key.substring(0, plus), key.substring(plus));
    }

    /** The key in the database, such as {@code FR} or {@code FR+336123}. */
    public String key() {
        return prefix == null ? country : country + prefix;
    }

    /** {@code prefix} or {@code country}. */
    public String scope() {
        return prefix == null ? "country" : "prefix";
    }

    /** The name of the policy that rejects a send. */
    public String policy() {
        return "guard-" + scope();
    }

    /**
     * The counts of a window. A proof counts for all sends of its session, at the time of the last one, so that sends
     * and proofs concern the same users.
     *
     * @param sentSettled sends whose grace period has passed
     * @param verifiedSettled how many of those were proved
     * @param sentRecent sends within the grace period
     * @param verifiedRecent how many of those were proved
     * @param oldest when the oldest bucket began; null for an empty window
     */
    public record Counts(
            long sentSettled,
            long verifiedSettled,
            long sentRecent,
            long verifiedRecent,
            @Nullable Instant oldest) {

        public static final Counts NONE = new Counts(0, 0, 0, 0, null);

        /** Reads the five numbers of {@link GuardStatements#COUNTS}; returns {@link #NONE} for SQL NULL. */
        public static Counts read(@Nullable Array array) throws SQLException {
            if (array == null) {
                return NONE;
            }
            Long[] numbers = (Long[]) array.getArray();
            return new Counts(
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

    /**
     * The evaluation of a window's counts against its bounds. Pure.
     *
     * <p>Users need time to enter a code. So a recent send is evaluated only once it is proved or its grace period has
     * passed. At most {@code floor} recent sends are exempt: further ones count as unproved immediately, or a burst
     * would be free during the grace period.
     */
    public record State(GuardWindow window, Counts counts, Bounds bounds, GuardSettings.Reaction reaction) {

        private static final int PERCENT = 100;

        /** The number of sends that are evaluated. */
        public long judged() {
            return counts.verified() + unproved();
        }

        /**
         * Unproved sends that are evaluated: all whose grace period has passed, and the recent ones beyond the floor.
         */
        private long unproved() {
            return counts.unverified() - Math.min(counts.pending(), bounds.floor());
        }

        /** The proved share of the evaluated sends, in percent, rounded down; 100 if there are none. */
        public int share() {
            long judged = judged();
            return judged == 0 ? PERCENT : (int) (counts.verified() * PERCENT / judged);
        }

        /** True if at least {@code floor} sends are evaluated and too few of them are proved. */
        public boolean over() {
            return judged() >= bounds.floor() && counts.verified() * PERCENT < (long) bounds.share() * judged();
        }

        /** True if it is not over, but would be with half the floor and one and a half times the bound. */
        public boolean near() {
            return !over()
                    && judged() * 2 >= bounds.floor()
                    && counts.verified() * PERCENT * 2 < (long) bounds.share() * judged() * 3;
        }

        /** True if it is over and solved challenges are no longer accepted. */
        public boolean exhausted() {
            return over() && counts.unverified() >= bounds.ceiling();
        }

        /** The decision about the next send. */
        public Decision decision() {
            if (!over()) {
                return Decision.ALLOW;
            }
            return switch (reaction) {
                case MONITOR -> Decision.MONITOR;
                case CHALLENGE -> exhausted() ? Decision.BLOCK : Decision.CHALLENGE;
                case BLOCK -> Decision.BLOCK;
            };
        }

        /** How much of the ceiling is used, in quarters: 0 to 4. */
        public int quartersOfCeiling() {
            return (int) Math.min(4, counts.unverified() * 4 / bounds.ceiling());
        }

        /** One human-readable line: the counts and the bounds. */
        public String why() {
            return "%d sent, %d verified, %d judged: %d %% verified, bound %d %% from %d on; %d unproved, ceiling %d"
                    .formatted(
                            counts.sent(),
                            counts.verified(),
                            judged(),
                            share(),
                            bounds.share(),
                            bounds.floor(),
                            counts.unverified(),
                            bounds.ceiling());
        }
    }

    /** The guard's decision about a send, from lenient to strict. */
    public enum Decision implements WireWord {
        ALLOW,
        /** The message is sent although the window is over its bound. */
        MONITOR,
        /** The message is sent after a challenge is solved. */
        CHALLENGE,
        BLOCK
    }
}
