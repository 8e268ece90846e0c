package dev.firstring.sipserver.drift;

import dev.firstring.platform.RetryingTransactions;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.drift.compare.ComparedPage;
import dev.firstring.sipserver.drift.compare.KnownCredentials;
import dev.firstring.sipserver.drift.finding.DriftFindings;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps what came of a page together with the position behind it: either both, or the page is compared again. Thread-safe. */
@Component
class PageRecord {

    private final DriftRuns runs;
    private final DriftFindings findings;
    private final KnownCredentials credentials;
    private final RetryingTransactions transactions;
    private final DriftSettings settings;
    private final Clock clock;

    PageRecord(
            DriftRuns runs,
            DriftFindings findings,
            KnownCredentials credentials,
            RetryingTransactions transactions,
            DriftSettings settings,
            Clock clock) {
        this.runs = runs;
        this.findings = findings;
        this.credentials = credentials;
        this.transactions = transactions;
        this.settings = settings;
        this.clock = clock;
    }

    /** @throws RunLost if the run is another's; nothing was kept then */
    HeldRun page(HeldRun run, ServerId server, ComparedPage page, @Nullable Position next) {
        return transactions.run(status -> {
            HeldRun further = advance(run, next, page.compared(), Map.of());
            findings.add(run.id(), server, page.differences());
            credentials.seen(run.id(), server, page.seen());
            return further;
        });
    }

    /** @throws RunLost if the run is another's; nothing was kept then */
    HeldRun failure(HeldRun run, ServerId server, String why, @Nullable Position next) {
        return transactions.run(status -> {
            HeldRun further = advance(run, next, 0, Map.of(server.value(), why));
            findings.forgetMissing(run.id(), server);
            return further;
        });
    }

    private HeldRun advance(HeldRun run, @Nullable Position next, int compared, Map<String, String> failures) {
        Instant now = clock.instant();
        return runs.advance(run, next, compared, failures, now, now.plus(settings.lease()))
                .orElseThrow(RunLost::new);
    }
}
