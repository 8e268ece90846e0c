package dev.firstring.sipserver.drift;

import dev.firstring.platform.RetryingTransactions;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.drift.finding.Difference;
import dev.firstring.sipserver.drift.finding.DriftFindings;
import dev.firstring.sipserver.drift.seen.SeenAccountStore;
import dev.firstring.sipserver.drift.seen.SeenAccounts;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Keeps what came of a run, as long as the run is this node's. Differences are kept at once, the position only now and then
 * (a checkpoint), together with what was seen up to there: pages behind the last checkpoint are compared again by whoever goes
 * on, and find nothing twice. Thread-safe.
 */
@Component
class PageRecord {

    private final DriftRuns runs;
    private final DriftFindings findings;
    private final SeenAccountStore seenAccounts;
    private final RetryingTransactions transactions;
    private final Clock clock;

    PageRecord(
            DriftRuns runs,
            DriftFindings findings,
            SeenAccountStore seenAccounts,
            RetryingTransactions transactions,
            Clock clock) {
        this.runs = runs;
        this.findings = findings;
        this.seenAccounts = seenAccounts;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @throws RunLost if the run is another's; nothing was kept then */
    void differences(HeldRun run, ServerId server, List<Difference> differences) {
        if (!differences.isEmpty()) {
            transactions.run(status -> {
                if (!runs.keep(run, run.leaseUntil())) {
                    throw new RunLost();
                }
                findings.add(run.id(), server, differences);
                return run;
            });
        }
    }

    /**
     * Keeps where the run is.
     *
     * @param unsaved what was seen on the server that it is at, if that is more than at the last checkpoint
     * @throws RunLost if the run is another's; nothing was kept then
     */
    void checkpoint(HeldRun run, @Nullable SeenAccounts unsaved) {
        transactions.run(status -> {
            advance(run, Map.of());
            Position position = run.position();
            if (unsaved != null && position != null && position.needsSeen()) {
                seenAccounts.save(run.id(), new ServerId(position.server()), unsaved);
            }
            return run;
        });
    }

    /**
     * Keeps where the run is, behind a server that did not answer to the end.
     *
     * @throws RunLost if the run is another's; nothing was kept then
     */
    void failure(HeldRun run, ServerId server, String why) {
        transactions.run(status -> {
            advance(run, Map.of(server.value(), why));
            findings.forgetMissing(run.id(), server);
            return run;
        });
    }

    private void advance(HeldRun run, Map<String, String> failures) {
        if (!runs.advance(run, failures, clock.instant())) {
            throw new RunLost();
        }
        Position position = run.position();
        if (position == null || !position.needsSeen()) {
            seenAccounts.forget(run.id());
        }
    }
}
