package dev.firstring.sipserver.drift;

import dev.firstring.audit.AuditEvent;
import dev.firstring.audit.AuditTrail;
import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.drift.compare.Comparison;
import dev.firstring.sipserver.drift.compare.KnownCredential;
import dev.firstring.sipserver.drift.compare.KnownCredentialStore;
import dev.firstring.sipserver.drift.finding.DriftFinding;
import dev.firstring.sipserver.drift.finding.DriftFindingStore;
import dev.firstring.sipserver.drift.finding.DriftKind;
import dev.firstring.sipserver.fleet.Fleet;
import dev.firstring.sipserver.sync.SyncBatch;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
    private final KnownCredentialStore credentials;
    private final RepairFinding repairFinding;
    private final SyncBatch sync;
    private final AuditTrail trail;
    private final Clock clock;

    public RepairDrift(
            Fleet fleet,
            DriftRunStore runs,
            DriftFindingStore findings,
            KnownCredentialStore credentials,
            RepairFinding repairFinding,
            SyncBatch sync,
            AuditTrail trail,
            Clock clock) {
        this.fleet = fleet;
        this.runs = runs;
        this.findings = findings;
        this.credentials = credentials;
        this.repairFinding = repairFinding;
        this.sync = sync;
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
        Tally tally = new Tally();
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

    /** The counts of a repair in progress. */
    private static final class Tally {

        private final Map<DriftKind, Integer> repaired = new EnumMap<>(DriftKind.class);
        private final Map<String, String> failures = new TreeMap<>();
        private int outdated;
        private int pending;
    }

    private void repair(UUID run, SipServer server, Tally tally) {
        long after = 0;
        List<DriftFinding> page = findings.repairable(run, server.id(), after, Comparison.PAGE_SIZE);
        while (!page.isEmpty()) {
            page(run, server, page, tally);
            after = page.getLast().id();
            page = findings.repairable(run, server.id(), after, Comparison.PAGE_SIZE);
        }
    }

    private void page(UUID run, SipServer server, List<DriftFinding> page, Tally tally) {
        Set<CredentialId> ids = new HashSet<>();
        page.forEach(finding -> ids.add(credential(finding)));
        Map<CredentialId, KnownCredential> known = credentials.byId(server.id(), ids);
        List<DriftFinding> given = new ArrayList<>();
        try {
            Set<CredentialId> due = new HashSet<>();
            for (DriftFinding finding : page) {
                KnownCredential now = known.get(credential(finding));
                if (now == null) {
                    tally.outdated++;
                } else if (due.contains(now.id())
                        || repairFinding.makeDue(finding.difference().kind(), now, server)) {
                    due.add(now.id());
                    given.add(finding);
                } else if (now.pending()) {
                    tally.pending++;
                } else {
                    tally.outdated++;
                }
            }
        } finally {
            sync(run, server, given, tally);
        }
    }

    /** A finding counts as repaired only once the sync has read it back from the server. */
    private void sync(UUID run, SipServer server, List<DriftFinding> given, Tally tally) {
        Set<CredentialId> ids = new LinkedHashSet<>();
        given.forEach(finding -> ids.add(credential(finding)));
        Set<CredentialId> complete = sync.syncNow(server.id(), ids);
        List<DriftFinding> repaired = given.stream()
                .filter(finding -> complete.contains(credential(finding)))
                .toList();
        findings.repaired(run, repaired.stream().map(DriftFinding::id).toList(), clock.instant());
        repaired.forEach(finding -> tally.repaired.merge(finding.difference().kind(), 1, Integer::sum));
        tally.pending += given.size() - repaired.size();
    }

    private static CredentialId credential(DriftFinding finding) {
        return Objects.requireNonNull(finding.difference().credential());
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
