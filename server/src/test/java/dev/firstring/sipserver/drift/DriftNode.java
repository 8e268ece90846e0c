package dev.firstring.sipserver.drift;

import dev.firstring.sip.SipFixture;
import dev.firstring.sip.credential.SealedSecrets;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.drift.StartCheckOutcome.Started;
import dev.firstring.sipserver.drift.compare.AccountDifferences;
import dev.firstring.sipserver.drift.compare.Comparisons;
import dev.firstring.sipserver.drift.compare.KnownCredentialStore;
import dev.firstring.sipserver.drift.compare.SeenAccountStore;
import dev.firstring.sipserver.drift.finding.DriftFindingStore;
import dev.firstring.sipserver.drift.finding.DriftKind;
import dev.firstring.sipserver.drift.finding.DriftReport;
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
    final DriftRunStore runs;
    final DriftFindingStore findings;
    final CheckDrift check;
    final RepairDrift repair;

    DriftNode(SipFixture fixture, SipServer... servers) {
        sync = new SyncNode(fixture, servers);
        findings = new DriftFindingStore(fixture.jdbc);
        runs = new DriftRunStore(fixture.jdbc, findings, fixture.ids);
        KnownCredentialStore credentials = new KnownCredentialStore(fixture.jdbc);
        SeenAccountStore seen = new SeenAccountStore(fixture.jdbc);
        DriftCheckpoints checkpoints = new DriftCheckpoints(runs, findings, seen, fixture.transactions, fixture.clock);
        check = new CheckDrift(sync.fleet, runs, checkpoints, seen, Comparisons.of(fixture), SETTINGS, fixture.clock);
        RepairPage page = new RepairPage(
                findings,
                credentials,
                new AccountDifferences(new SealedSecrets(fixture.box)),
                sync.batch,
                fixture.clock);
        repair = new RepairDrift(sync.fleet, runs, findings, page, fixture.trail, fixture.clock);
    }

    UUID start() {
        return ((Started) check.start("admin:test")).run();
    }

    /** Starts a run and works on it to its end. */
    DriftReport compare() {
        UUID run = start();
        resume();
        return runs.report(run).orElseThrow();
    }

    void resume() {
        check.resume(CheckDrift.Progress.IGNORED, () -> true);
    }

    /** The addresses that a run found to differ in that way on any server. */
    List<Aor> found(DriftReport report, DriftKind kind) {
        return findings.page(report.run(), null, kind, 0, DriftFindingStore.MAX_PAGE).stream()
                .map(finding -> finding.difference().aor())
                .toList();
    }
}
