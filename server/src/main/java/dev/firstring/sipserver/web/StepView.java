package dev.firstring.sipserver.web;

import dev.firstring.platform.WireWord;
import dev.firstring.sip.sync.SyncReport;
import dev.firstring.sip.sync.SyncReport.SyncStep;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step of a change.
 *
 * @param name {@code database}, {@code comparison}, {@code account}, {@code refusal}, {@code caches}, {@code contacts}
 *     or {@code read_back}
 * @param server the SIP server; null for the database
 * @param state {@code done}, {@code pending} or {@code failed}
 * @param due when it will be done, or retried
 * @param code the kind of failure; null unless it failed
 * @param why why it is not done yet
 * @param found the differences that a comparison found: {@code missing}, {@code extra}, {@code wrong_state},
 *     {@code wrong_name}, {@code wrong_secret}, {@code orphan_contact}; empty for other steps, and if there was no
 *     difference
 */
public record StepView(
        String name,
        @Nullable String server,
        String state,
        @Nullable Instant due,
        @Nullable String code,
        @Nullable String why,
        List<String> found) {

    public static List<StepView> of(SyncReport report) {
        return report.steps().stream().map(StepView::of).toList();
    }

    private static StepView of(SyncStep step) {
        return new StepView(
                WireWord.of(step.name()),
                step.server(),
                WireWord.of(step.state()),
                step.due(),
                step.code(),
                step.why(),
                step.found());
    }
}
