package dev.firstring.sipserver.sync;

import dev.firstring.sipserver.SipServerFault.Kind;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What attempts come to, and when what is left of them is due. Thread-safe. */
@Component
class AttemptResults {

    private final Pauses pauses;
    private final Clock clock;

    AttemptResults(Pauses pauses, Clock clock) {
        this.pauses = pauses;
        this.clock = clock;
    }

    /** The lease ended on the way: what comes next belongs to somebody else. */
    static final class LeaseOver extends RuntimeException {

        private LeaseOver() {
            super("the lease is over", null, false, false);
        }
    }

    /**
     * To be asked before each call of a server.
     *
     * @throws LeaseOver if the row is not ours any more
     */
    void mine(HeldWork work) {
        if (!clock.instant().isBefore(work.leaseUntil())) {
            throw new LeaseOver();
        }
    }

    /** Nothing is left to do. */
    Attempt complete(HeldWork work, WantedState wanted, StepLog log) {
        return new Attempt(work, wanted.revision(), true, null, null, 0, CutProgress.NONE, log.steps());
    }

    /** The next step failed, and is tried again after a pause. */
    Attempt failed(HeldWork work, WantedState wanted, CutProgress cut, StepLog log, Kind kind, String why) {
        Instant due = dueAfterFailure(work, kind);
        return new Attempt(
                work, wanted.revision(), false, due, why, work.attempts() + 1, cut, log.failed(due, kind, why));
    }

    /**
     * Not over yet: it goes on when it is due.
     *
     * @param failure why it is not; null where nothing failed
     */
    Attempt unfinished(
            HeldWork work, WantedState wanted, CutProgress cut, Instant due, @Nullable String failure, StepLog log) {
        return new Attempt(
                work,
                wanted.revision(),
                false,
                due,
                failure,
                failure == null ? 0 : work.attempts() + 1,
                cut,
                log.steps());
    }

    /** When to try again after one more failure. */
    Instant dueAfterFailure(HeldWork work, Kind kind) {
        return clock.instant().plus(pauses.after(work.attempts() + 1, kind));
    }
}
