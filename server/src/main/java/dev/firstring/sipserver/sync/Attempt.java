package dev.firstring.sipserver.sync;

import dev.firstring.sip.sync.SyncStep;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of bringing one account to its state on one server.
 *
 * @param seen the revision that the attempt was made for; 0 if none was made
 * @param complete whether nothing is left to do for that revision, and all that was asked is done
 * @param due when to go on; null when it is complete
 * @param failure what went wrong; null when nothing did
 * @param attempts failures in a row, this one included
 */
record Attempt(
        HeldWork work,
        long seen,
        boolean complete,
        @Nullable Instant due,
        @Nullable String failure,
        int attempts,
        CutProgress cut,
        List<SyncStep> steps) {

    Attempt {
        steps = List.copyOf(steps);
    }

    /** Nothing was tried: the row is due again as it was. */
    static Attempt released(HeldWork work, Instant due) {
        return new Attempt(work, 0, false, due, null, work.attempts(), work.cut(), List.of());
    }

    /** The revision that the server has in full now. */
    long applied() {
        return complete ? Math.max(seen, work.applied()) : work.applied();
    }

    boolean untried() {
        return seen == 0;
    }
}
