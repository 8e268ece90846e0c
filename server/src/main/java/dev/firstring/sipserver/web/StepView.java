package dev.firstring.sipserver.web;

import dev.firstring.sip.sync.SyncReport;
import dev.firstring.sip.sync.SyncStep;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A step of a change.
 *
 * @param name {@code database}, {@code account}, {@code refusal}, {@code caches}, {@code contacts} or {@code read_back}
 * @param server the SIP server; null for the database
 * @param state {@code done}, {@code pending} or {@code failed}
 * @param due when it will be done, or tried again
 * @param why what keeps it from being done
 */
public record StepView(
        String name,
        @Nullable String server,
        String state,
        @Nullable Instant due,
        @Nullable String why) {

    public static List<StepView> of(SyncReport report) {
        return report.steps().stream().map(StepView::of).toList();
    }

    private static StepView of(SyncStep step) {
        return new StepView(
                step.name().name().toLowerCase(Locale.ROOT),
                step.server(),
                step.state().name().toLowerCase(Locale.ROOT),
                step.due(),
                step.why());
    }
}
