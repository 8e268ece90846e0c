package dev.firstring.sipserver.sync;

import dev.firstring.sip.sync.SyncStep;
import dev.firstring.sip.sync.SyncStep.Name;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.SipServerFault.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes the steps of one attempt as they are observed. What the attempt has to do may grow with what it finds. */
final class StepLog {

    private final List<SyncStep> steps = new ArrayList<>();
    private final List<Name> plan = new ArrayList<>();
    private final String server;

    StepLog(ServerId server, List<Name> plan) {
        this.server = server.value();
        this.plan.addAll(plan);
    }

    /**
     * The steps that an attempt begins with.
     *
     * @param account whether the account is written without ending what was good before
     */
    static List<Name> planOf(boolean cut, boolean account, boolean compare, boolean contacts) {
        List<Name> plan = new ArrayList<>();
        if (compare) {
            plan.add(Name.COMPARISON);
        }
        if (cut) {
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

    /** None of the steps is done. */
    static List<SyncStep> untouched(String server, List<Name> plan, Instant due) {
        return plan.stream()
                .map(name -> SyncStep.pending(name, server, due, null))
                .toList();
    }

    /** From now on these are the steps of the attempt; those that are done are the first of them. */
    void plan(List<Name> wanted) {
        plan.clear();
        plan.addAll(wanted);
    }

    /** The next step is done. */
    void done() {
        steps.add(SyncStep.done(next(), server));
    }

    /** The next step, a comparison, is done. */
    void compared(List<String> found) {
        steps.add(SyncStep.compared(server, found));
    }

    /** The next step needs time, and those after it go on meanwhile. */
    void pending(Instant due, @Nullable String why) {
        steps.add(SyncStep.pending(next(), server, due, why));
    }

    /** The next step failed, and those after it go on meanwhile. */
    void failing(Instant due, Kind kind, String why) {
        steps.add(SyncStep.failed(next(), server, due, kind.name(), why));
    }

    /** The steps when the next one failed. */
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

    private Name next() {
        return plan.get(steps.size());
    }
}
