package dev.firstring.sipserver.sync;

import dev.firstring.sip.sync.SyncStep;
import dev.firstring.sipserver.SipServerFault.Kind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of one attempt to sync one account with one server.
 *
 * @param seen the revision that the attempt was made for; 0 if none was made
 * @param complete whether nothing is left to do for that revision, and all requests are done
 * @param due when to continue; null when it is complete
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

    /** Nothing is left to do. */
    static Attempt complete(HeldWork work, WantedState wanted, StepLog log) {
        return new Attempt(work, wanted.revision(), true, null, null, 0, CutProgress.NONE, log.steps());
    }

    /** The next step failed, and is tried again when it is due. */
    static Attempt failed(
            HeldWork work, WantedState wanted, CutProgress cut, StepLog log, Instant due, Kind kind, String why) {
        return new Attempt(
                work, wanted.revision(), false, due, why, work.attempts() + 1, cut, log.failed(due, kind, why));
    }

    /**
     * Not complete yet: it continues when it is due.
     *
     * @param failure why it is not complete; null where nothing failed
     */
    static Attempt unfinished(
            HeldWork work, WantedState wanted, CutProgress cut, StepLog log, Instant due, @Nullable String failure) {
        int attempts = failure == null ? 0 : work.attempts() + 1;
        return new Attempt(work, wanted.revision(), false, due, failure, attempts, cut, log.steps());
    }

    /** The revision that the server has in full now. */
    long applied() {
        return complete ? Math.max(seen, work.applied()) : work.applied();
    }

    boolean untried() {
        return seen == 0;
    }
}
