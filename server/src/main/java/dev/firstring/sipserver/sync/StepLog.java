package dev.firstring.sipserver.sync;

import dev.firstring.sip.sync.SyncStep;
import dev.firstring.sip.sync.SyncStep.Name;
import dev.firstring.sipserver.SipServerFault.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The log of the steps of one attempt, in order. A comparison may add to the planned steps. */
final class StepLog {

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
                endsAccess, account, work.requests().compare(), work.requests().endContacts()));
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
