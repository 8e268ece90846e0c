package dev.firstring.sipserver.sync;

import dev.firstring.sip.sync.SyncReport.SyncStep;
import dev.firstring.sip.sync.SyncReport.SyncStep.Name;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.sync.HeldWork.CutProgress;
import dev.firstring.sipserver.sync.WantedStateStore.WantedState;
import java.time.Instant;
import java.util.ArrayList;
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

    /** The log of the steps of one attempt, in order. A comparison may add to the planned steps. */
    static final class StepLog {

        private final List<SyncStep> steps = new ArrayList<>();
        private final List<Name> plan = new ArrayList<>();
        private final String server;

        /** Starts a log with the steps that are planned before any comparison. */
        StepLog(HeldWork work, WantedState wanted) {
            this.server = work.server().value();
            replan(work, work.endsAccess(wanted), work.writesAccount(wanted));
        }

        /**
         * The steps of an attempt.
         *
         * @param endsAccess whether revoked access is ended
         * @param account whether the account is written, if no access is ended
         * @param compare whether the server is compared with the database first
         * @param contacts whether registrations were requested to end
         */
        static List<Name> plan(boolean endsAccess, boolean account, boolean compare, boolean contacts) {
            List<Name> plan = new ArrayList<>();
            if (compare) {
                plan.add(Name.COMPARISON);
            }
            if (endsAccess) {
                plan.addAll(List.of(Name.REFUSAL, Name.CACHES, Name.CONTACTS, Name.READ_BACK));
                return plan;
            }
            if (account) {
                plan.add(Name.ACCOUNT);
            }
            if (contacts) {
                plan.add(Name.CONTACTS);
            }
            if (contacts || (account && compare)) {
                plan.add(Name.READ_BACK);
            }
            return plan;
        }

        /** The steps of an attempt that has not begun. */
        static List<SyncStep> pendingSteps(String server, List<Name> plan, Instant due) {
            return plan.stream()
                    .map(name -> SyncStep.pending(name, server, due, null))
                    .toList();
        }

        /** Replaces the planned steps; the steps already done must be the first of them. */
        final void replan(HeldWork work, boolean endsAccess, boolean account) {
            plan.clear();
            plan.addAll(plan(
                    endsAccess,
                    account,
                    work.requests().compare(),
                    work.requests().endContacts()));
        }

        void done(Name step) {
            steps.add(SyncStep.done(step, server));
        }

        /** Logs the result of the comparison. */
        void compared(List<String> found) {
            steps.add(SyncStep.compared(server, found));
        }

        /** Logs a step that needs more time; the attempt continues with the steps after it. */
        void pending(Name step, Instant due, @Nullable String why) {
            steps.add(SyncStep.pending(step, server, due, why));
        }

        /** Logs a step that failed, in an attempt that continues with the steps after it. */
        void failing(Name step, Instant due, Kind kind, String why) {
            steps.add(SyncStep.failed(step, server, due, kind.name(), why));
        }

        /** All steps, given that the next one failed and ended the attempt. */
        List<SyncStep> failed(Instant due, Kind kind, String why) {
            List<SyncStep> all = new ArrayList<>(steps);
            if (all.size() < plan.size()) {
                all.add(SyncStep.failed(plan.get(all.size()), server, due, kind.name(), why));
            }
            while (all.size() < plan.size()) {
                all.add(SyncStep.pending(plan.get(all.size()), server, due, null));
            }
            return all;
        }

        List<SyncStep> steps() {
            return List.copyOf(steps);
        }
    }
}
