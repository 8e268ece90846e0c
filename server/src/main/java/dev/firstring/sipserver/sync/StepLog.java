package dev.firstring.sipserver.sync;

import dev.firstring.sip.sync.SyncStep;
import dev.firstring.sip.sync.SyncStep.Name;
import dev.firstring.sipserver.ServerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes the steps of one attempt as they are done. */
final class StepLog {

    private final List<SyncStep> steps = new ArrayList<>();
    private final List<Name> plan;
    private final String server;

    StepLog(ServerId server, boolean cut) {
        this.server = server.value();
        this.plan = planOf(cut);
    }

    /** The steps of a change: one that ends what was good before has more of them. */
    static List<Name> planOf(boolean cut) {
        return cut ? List.of(Name.REFUSAL, Name.CACHES, Name.CONTACTS, Name.READ_BACK) : List.of(Name.ACCOUNT);
    }

    /** None of the steps is done. */
    static List<SyncStep> untouched(String server, boolean cut, @Nullable Instant due) {
        return planOf(cut).stream()
                .map(name -> SyncStep.pending(name, server, due, null))
                .toList();
    }

    /** The next step is done. */
    void done() {
        steps.add(SyncStep.done(next(), server));
    }

    /** The next step needs time, and those after it go on meanwhile. */
    void pending(Instant due, String why) {
        steps.add(SyncStep.pending(next(), server, due, why));
    }

    /** The steps when the next one failed. */
    List<SyncStep> failed(Instant due, String why) {
        List<SyncStep> all = new ArrayList<>(steps);
        if (all.size() < plan.size()) {
            all.add(SyncStep.failed(next(), server, due, why));
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
