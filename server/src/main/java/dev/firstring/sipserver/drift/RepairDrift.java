package dev.firstring.sipserver.drift;

import dev.firstring.audit.AuditTrail;
import dev.firstring.audit.AuditTrail.AuditEvent;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.drift.compare.Comparison;
import dev.firstring.sipserver.drift.finding.DriftFinding;
import dev.firstring.sipserver.drift.finding.DriftFindingStore;
import dev.firstring.sipserver.drift.finding.DriftKind;
import dev.firstring.sipserver.fleet.Fleet;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Repairs the findings of a run that still apply. Accounts that the service did not create are not changed. Idempotent,
 * even if two callers repair concurrently. Thread-safe.
 */
@Component
public class RepairDrift {

    private final Fleet fleet;
    private final DriftRunStore runs;
    private final DriftFindingStore findings;
    private final RepairPage repairPage;
    private final AuditTrail trail;
    private final Clock clock;

    public RepairDrift(
            Fleet fleet,
            DriftRunStore runs,
            DriftFindingStore findings,
            RepairPage repairPage,
            AuditTrail trail,
            Clock clock) {
        this.fleet = fleet;
        this.runs = runs;
        this.findings = findings;
        this.repairPage = repairPage;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * The result of a repair.
     *
     * @param repaired the number of findings by kind whose accounts are now in sync
     * @param pending the number of findings that the sync retries in the background, because a server has not completed
     *     them
     * @param outdated the number of findings that no longer apply, for which nothing was done
     * @param failures the servers that did not answer, and why; their findings are not repaired
     */
    public record Report(
            UUID run, Map<DriftKind, Integer> repaired, int pending, int outdated, Map<String, String> failures) {

        public Report {
            repaired = Map.copyOf(repaired);
            failures = Map.copyOf(failures);
        }

        public int repairedInAll() {
            return repaired.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /**
     * Repairs the findings of a run that are not repaired yet. Audit events record the actor before the first repair,
     * and the result after the last.
     *
     * @param actor who requests it, as in the audit trail
     */
    public Report repair(UUID run, String actor) {
        record("drift.repair_began", actor, Map.of("run", run.toString()));
        RepairPage.Tally tally = new RepairPage.Tally();
        for (SipServer server : fleet.servers()) {
            try {
                repair(run, server, tally);
            } catch (SipServerFault fault) {
                tally.failures.put(server.id().value(), String.valueOf(fault.getMessage()));
            }
        }
        runs.repaired(run, clock.instant());
        Report report = new Report(run, tally.repaired, tally.pending, tally.outdated, tally.failures);
        record("drift.repaired", actor, detail(report));
        return report;
    }

    private void repair(UUID run, SipServer server, RepairPage.Tally tally) {
        long after = 0;
        List<DriftFinding> page = findings.repairable(run, server.id(), after, Comparison.PAGE_SIZE);
        while (!page.isEmpty()) {
            repairPage.repair(run, server, page, tally);
            after = page.getLast().id();
            page = findings.repairable(run, server.id(), after, Comparison.PAGE_SIZE);
        }
    }

    private void record(String action, String actor, Map<String, Object> detail) {
        trail.record(clock.instant(), new AuditEvent(action, actor, null, null, null, detail));
    }

    private static Map<String, Object> detail(Report report) {
        Map<String, Integer> byWord = new TreeMap<>();
        report.repaired().forEach((kind, count) -> byWord.put(kind.word(), count));
        return Map.of(
                "run",
                report.run().toString(),
                "repaired",
                byWord,
                "pending",
                report.pending(),
                "outdated",
                report.outdated(),
                "failures",
                report.failures());
    }
}
