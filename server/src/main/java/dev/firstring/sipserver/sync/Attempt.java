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
 * @param complete whether that revision is applied, and all requests are done
 * @param due when to continue; null if complete
 * @param failure the reason of the failure; null if nothing failed
 * @param attempts consecutive failures, including this one
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

    /** No attempt was made: the row is due again, unchanged. */
    static Attempt released(HeldWork work, Instant due) {
        return new Attempt(work, 0, false, due, null, work.attempts(), work.cut(), List.of());
    }

    /** The revision is applied, and all requests are done. */
    static Attempt complete(HeldWork work, WantedState wanted, StepLog log) {
        return new Attempt(work, wanted.revision(), true, null, null, 0, CutProgress.NONE, log.steps());
    }

    /** The next step failed, and is retried when due. */
    static Attempt failed(
            HeldWork work, WantedState wanted, CutProgress cut, StepLog log, Instant due, Kind kind, String why) {
        return new Attempt(
                work, wanted.revision(), false, due, why, work.attempts() + 1, cut, log.failed(due, kind, why));
    }

    /**
     * Not complete: the attempt continues when it is due.
     *
     * @param failure why it is not complete; null if nothing failed
     */
    static Attempt unfinished(
            HeldWork work, WantedState wanted, CutProgress cut, StepLog log, Instant due, @Nullable String failure) {
        int attempts = failure == null ? 0 : work.attempts() + 1;
        return new Attempt(work, wanted.revision(), false, due, failure, attempts, cut, log.steps());
    }

    /** The last revision that is completely applied to the server. */
    long applied() {
        return complete ? Math.max(seen, work.applied()) : work.applied();
    }

    boolean untried() {
        return seen == 0;
    }
}
