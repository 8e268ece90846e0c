package dev.firstring.abuse.guard;

import dev.firstring.abuse.guard.GuardSettings.Bounds;

/**
 * The evaluation of a window's counts against its bounds. Pure.
 *
 * <p>Users need time to enter a code. So a recent send is evaluated only once it is proved or its grace period has
 * passed. At most {@code floor} recent sends are exempt: further ones count as unproved immediately, or a burst would
 * be free during the grace period.
 */
public record WindowState(GuardWindow window, WindowCounts counts, Bounds bounds, Reaction reaction) {

    private static final int PERCENT = 100;

    /** The number of sends that are evaluated. */
    public long judged() {
        return counts.verified() + unproved();
    }

    /** Unproved sends that are evaluated: all whose grace period has passed, and the recent ones beyond the floor. */
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
