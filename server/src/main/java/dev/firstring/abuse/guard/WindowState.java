package dev.firstring.abuse.guard;

import dev.firstring.abuse.guard.GuardSettings.Bounds;

/**
 * What the counts of a window mean under its bounds. Pure.
 *
 * <p>People need time to type. So a fresh send is judged only once it is proved or old enough, unless more than
 * {@code floor} of them are open at once: what goes beyond counts as unproved now, since a burst that nobody answers must not
 * be free for the length of the grace.
 */
public record WindowState(GuardWindow window, WindowCounts counts, Bounds bounds, Reaction reaction) {

    private static final int PERCENT = 100;

    /** How many sends are judged. */
    public long judged() {
        return counts.verified() + unproved();
    }

    /** Unproved sends that are judged: all that are old enough, and the fresh ones beyond the floor. */
    private long unproved() {
        return counts.unverified() - Math.min(counts.pending(), bounds.floor());
    }

    /** The verified share of what is judged, in percent, rounded down; 100 if nothing is. */
    public int share() {
        long judged = judged();
        return judged == 0 ? PERCENT : (int) (counts.verified() * PERCENT / judged);
    }

    /** True if the window is judged and too little of it is proved. */
    public boolean over() {
        return judged() >= bounds.floor() && counts.verified() * PERCENT < (long) bounds.share() * judged();
    }

    /** True if it is not over, but half the floor and a share of one and a half times the bound would make it so. */
    public boolean near() {
        return !over()
                && judged() * 2 >= bounds.floor()
                && counts.verified() * PERCENT * 2 < (long) bounds.share() * judged() * 3;
    }

    /** True if it is over, and solved challenges help no more. */
    public boolean exhausted() {
        return over() && counts.unverified() >= bounds.ceiling();
    }

    /** What happens to the next send. */
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

    /** How much of the ceiling is used up, in quarters: 0 to 4. */
    public int quartersOfCeiling() {
        return (int) Math.min(4, counts.unverified() * 4 / bounds.ceiling());
    }

    /** One line for people: what was counted and what it is compared with. */
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
