package dev.firstring.sipserver.drift;

import dev.firstring.sip.SipFixture;
import dev.firstring.sip.credential.SealedSecrets;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.drift.StartOutcome.Started;
import dev.firstring.sipserver.drift.compare.Comparisons;
import dev.firstring.sipserver.drift.compare.Judge;
import dev.firstring.sipserver.drift.compare.KnownCredentials;
import dev.firstring.sipserver.drift.finding.DriftFindings;
import dev.firstring.sipserver.drift.finding.DriftKind;
import dev.firstring.sipserver.drift.repair.Reconcile;
import dev.firstring.sipserver.drift.repair.RepairFinding;
import dev.firstring.sipserver.drift.repair.RepairRows;
import dev.firstring.sipserver.drift.seen.SeenAccountStore;
import dev.firstring.sipserver.sync.SyncNode;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;

/** One node that compares and repairs over a test database, in the caller's thread. Several are several nodes. */
final class DriftNode {

    static final DriftSettings SETTINGS =
            new DriftSettings(true, LocalTime.of(2, 40), Duration.ofMinutes(1), Duration.ofSeconds(5));

    final SyncNode sync;
    final DriftRuns runs;
    final DriftFindings findings;
    final CheckDrift check;
    final DriftReports reports;
    final Reconcile reconcile;

    DriftNode(SipFixture fixture, SipServer... servers) {
        sync = new SyncNode(fixture, servers);
        runs = new DriftRuns(fixture.jdbc);
        findings = new DriftFindings(fixture.jdbc);
        KnownCredentials credentials = new KnownCredentials(fixture.jdbc);
        SeenAccountStore seen = new SeenAccountStore(fixture.jdbc);
        PageRecord record = new PageRecord(runs, findings, seen, fixture.transactions, fixture.clock);
        check = new CheckDrift(
                sync.fleet, runs, record, seen, Comparisons.of(fixture), SETTINGS, fixture.ids, fixture.clock);
        reports = new DriftReports(fixture.jdbc, findings);
        RepairRows rows = new RepairRows(fixture.jdbc);
        RepairFinding one = new RepairFinding(new Judge(new SealedSecrets(fixture.box)), rows);
        reconcile =
                new Reconcile(sync.fleet, findings, credentials, one, rows, sync.batch, fixture.trail, fixture.clock);
    }

    UUID start() {
        return ((Started) check.start("admin:test")).run();
    }

    /** Begins a run and ends it. */
    DriftReport compare() {
        UUID run = start();
        goOn();
        return reports.of(run).orElseThrow();
    }

    void goOn() {
        check.goOn(CheckProgress.NONE, () -> true);
    }

    /** The addresses that a run found to differ in that way on any server. */
    List<Aor> found(DriftReport report, DriftKind kind) {
        return reports.findings(report.run(), null, kind, 0, DriftReports.MOST).stream()
                .map(finding -> finding.difference().aor())
                .toList();
    }
}
