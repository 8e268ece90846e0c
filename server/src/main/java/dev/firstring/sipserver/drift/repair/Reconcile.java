package dev.firstring.sipserver.drift.repair;

import dev.firstring.audit.AuditEvent;
import dev.firstring.audit.AuditTrail;
import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.drift.compare.Known;
import dev.firstring.sipserver.drift.compare.KnownCredentials;
import dev.firstring.sipserver.drift.compare.PageOrder;
import dev.firstring.sipserver.drift.finding.DriftFinding;
import dev.firstring.sipserver.drift.finding.DriftFindings;
import dev.firstring.sipserver.drift.finding.DriftKind;
import dev.firstring.sipserver.fleet.Fleet;
import dev.firstring.sipserver.sync.BringBatch;
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
 * Repairs what a run found and is still so. Accounts that the service never made are not touched. Doing it again, or twice at
 * once, does no harm. Thread-safe.
 */
@Component
public class Reconcile {

    private final Fleet fleet;
    private final DriftFindings findings;
    private final KnownCredentials credentials;
    private final RepairFinding repairFinding;
    private final RepairRows rows;
    private final BringBatch batch;
    private final AuditTrail trail;
    private final Clock clock;

    public Reconcile(
            Fleet fleet,
            DriftFindings findings,
            KnownCredentials credentials,
            RepairFinding repairFinding,
            RepairRows rows,
            BringBatch batch,
            AuditTrail trail,
            Clock clock) {
        this.fleet = fleet;
        this.findings = findings;
        this.credentials = credentials;
        this.repairFinding = repairFinding;
        this.rows = rows;
        this.batch = batch;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * Repairs the findings of a run that are not repaired yet. The trail says who wanted it before the first is touched, and
     * what came of it after the last.
     *
     * @param actor who wants it, as in the trail
     */
    public RepairReport repair(UUID run, String actor) {
        record("drift.repair_began", actor, Map.of("run", run.toString()));
        Tally tally = new Tally();
        for (SipServer server : fleet.servers()) {
            try {
                repair(run, server, tally);
            } catch (SipServerFault fault) {
                tally.failures.put(server.id().value(), String.valueOf(fault.getMessage()));
            }
        }
        rows.note(run, clock.instant());
        RepairReport report = new RepairReport(run, tally.repaired, tally.pending, tally.outdated, tally.failures);
        record("drift.repaired", actor, detail(report));
        return report;
    }

    /** Counts while it is repaired. */
    private static final class Tally {

        private final Map<DriftKind, Integer> repaired = new EnumMap<>(DriftKind.class);
        private final Map<String, String> failures = new TreeMap<>();
        private int outdated;
        private int pending;
    }

    private void repair(UUID run, SipServer server, Tally tally) {
        long after = 0;
        List<DriftFinding> page = findings.repairable(run, server.id(), after, PageOrder.SIZE);
        while (!page.isEmpty()) {
            page(run, server, page, tally);
            after = page.getLast().id();
            page = findings.repairable(run, server.id(), after, PageOrder.SIZE);
        }
    }

    private void page(UUID run, SipServer server, List<DriftFinding> page, Tally tally) {
        Set<CredentialId> ids = new HashSet<>();
        page.forEach(finding -> ids.add(credential(finding)));
        Map<CredentialId, Known> known = credentials.byId(server.id(), ids);
        List<DriftFinding> given = new ArrayList<>();
        try {
            Set<CredentialId> due = new HashSet<>();
            for (DriftFinding finding : page) {
                Known now = known.get(credential(finding));
                if (now == null) {
                    tally.outdated++;
                } else if (due.contains(now.id())
                        || repairFinding.repair(finding.difference().kind(), now, server)) {
                    due.add(now.id());
                    given.add(finding);
                } else if (now.pending()) {
                    tally.pending++;
                } else {
                    tally.outdated++;
                }
            }
        } finally {
            bring(run, server, given, tally);
        }
    }

    /** What was given to the sync is repaired once the sync has done it, and not before. */
    private void bring(UUID run, SipServer server, List<DriftFinding> given, Tally tally) {
        Set<CredentialId> ids = new LinkedHashSet<>();
        given.forEach(finding -> ids.add(credential(finding)));
        Set<CredentialId> complete = batch.bring(server.id(), ids);
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

    private static Map<String, Object> detail(RepairReport report) {
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
