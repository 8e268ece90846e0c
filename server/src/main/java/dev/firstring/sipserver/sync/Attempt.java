package dev.firstring.sipserver.sync;

import dev.firstring.sip.sync.SyncStep;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of bringing one account to its state on one server.
 *
 * @param revision the revision that the server has now; that of before if it is not there yet
 * @param complete whether nothing is left to do for that revision
 * @param due when to go on; null when it is complete
 * @param failure what went wrong; null when nothing did
 * @param attempts failures in a row, this one included
 */
record Attempt(
        HeldWork work,
        long revision,
        boolean complete,
        @Nullable Instant due,
        @Nullable String failure,
        int attempts,
        long cutBegun,
        @Nullable Instant cutBegunAt,
        List<SyncStep> steps) {

    Attempt {
        steps = List.copyOf(steps);
    }

    /** Nothing was tried: the row is due again as it was. */
    static Attempt released(HeldWork work, Instant due) {
        return new Attempt(
                work, work.applied(), false, due, null, work.attempts(), work.cutBegun(), work.cutBegunAt(), List.of());
    }
}
