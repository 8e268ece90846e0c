package dev.firstring.sipserver.drift;

import dev.firstring.platform.RetryingTransactions;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.drift.DriftLease.RunLost;
import dev.firstring.sipserver.drift.HeldRun.Position;
import dev.firstring.sipserver.drift.compare.SeenAccountStore;
import dev.firstring.sipserver.drift.compare.SeenAccounts;
import dev.firstring.sipserver.drift.finding.DriftFinding.Difference;
import dev.firstring.sipserver.drift.finding.DriftFindingStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes the progress of a run, each time in one transaction that first verifies that this node still owns the run.
 * Differences are written at once; the position is written at checkpoints, together with the accounts seen up to it.
 * The node that resumes the run compares the pages after the last checkpoint again, without adding duplicate findings.
 * Thread-safe.
 */
@Component
class DriftCheckpoints {

    private final DriftRunStore runs;
    private final DriftFindingStore findings;
    private final SeenAccountStore seenAccounts;
    private final RetryingTransactions transactions;
    private final Clock clock;

    DriftCheckpoints(
            DriftRunStore runs,
            DriftFindingStore findings,
            SeenAccountStore seenAccounts,
            RetryingTransactions transactions,
            Clock clock) {
        this.runs = runs;
        this.findings = findings;
        this.seenAccounts = seenAccounts;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Writes the differences of a page.
     *
     * @throws RunLost if another node owns the run; nothing was written then
     */
    void differences(HeldRun run, ServerId server, List<Difference> differences) {
        if (!differences.isEmpty()) {
            transactions.run(status -> {
                if (!runs.renew(run, run.leaseUntil())) {
                    throw new RunLost();
                }
                findings.add(run.id(), server, differences);
                return run;
            });
        }
    }

    /**
     * Writes the position of the run.
     *
     * @param unsaved the accounts seen on the current server, if there are more than at the last checkpoint
     * @throws RunLost if another node owns the run; nothing was written then
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
     * Writes that a server was not compared completely, and the position after it.
     *
     * @throws RunLost if another node owns the run; nothing was written then
     */
    void failure(HeldRun run, ServerId server, String why) {
        transactions.run(status -> {
            advance(run, Map.of(server.value(), why));
            findings.deleteMissing(run.id(), server);
            return run;
        });
    }

    private void advance(HeldRun run, Map<String, String> failures) {
        if (!runs.advance(run, failures, clock.instant())) {
            throw new RunLost();
        }
        Position position = run.position();
        if (position == null || !position.needsSeen()) {
            seenAccounts.delete(run.id());
        }
    }
}
