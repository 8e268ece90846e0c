package dev.firstring.sipserver.sync;

import dev.firstring.platform.RetryingTransactions;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.SipFixture;
import dev.firstring.sip.credential.SealedSecrets;
import dev.firstring.sip.lifecycle.LifecycleOutcome;
import dev.firstring.sip.sync.CredentialSync;
import dev.firstring.sip.sync.SyncReport;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.fleet.Fleet;
import dev.firstring.sipserver.fleet.FleetFixture;
import java.time.Duration;
import java.util.List;

/** One node's sync over a test database, in the caller's thread, with a clock moved by hand. Several are several nodes. */
public final class SyncNode {

    static final SyncSettings SETTINGS = new SyncSettings(
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            4,
            16,
            Duration.ofSeconds(1),
            Duration.ofMinutes(5));

    public final Fleet fleet;
    final SyncRows rows;
    final SyncResults results;
    final SyncWork work;
    public final SyncPull pull;
    final SyncReports reports;
    final BringCredential bring;
    public final AskServers ask;
    public final BringBatch batch;
    private final SipFixture fixture;

    public SyncNode(SipFixture fixture, SipServer... servers) {
        this.fixture = fixture;
        fleet = FleetFixture.of(fixture, List.of(servers));
        rows = new SyncRows(fixture.jdbc);
        results = new SyncResults(fixture.jdbc, List.of());
        Pauses pauses = new Pauses(SETTINGS, fixture.random);
        WantedStates states = new WantedStates(fixture.jdbc);
        BringAccount account = new BringAccount(new SealedSecrets(fixture.box), states, pauses, fixture.clock);
        work = new SyncWork(fleet, states, account, results, SETTINGS, fixture.clock);
        pull = new SyncPull(fleet, rows, work, new Filling(fixture.jdbc, fixture.clock), SETTINGS, fixture.clock);
        reports = new SyncReports(fixture.jdbc, fixture.clock);
        bring = new BringCredential(fleet, rows, work, reports, SETTINGS, fixture.clock);
        batch = new BringBatch(rows, work, SETTINGS, fixture.clock);
        ask = new AskServers(fleet, new ServerRequests(fixture.jdbc), bring, fixture.trail, fixture.transaction);
    }

    /** What a request asks. */
    public CredentialSync credentials() {
        return bring;
    }

    RetryingTransactions transactions() {
        return fixture.transactions;
    }

    public SyncReport report(CredentialId id) {
        return reports.of(id);
    }

    static SyncReport reportOf(LifecycleOutcome outcome) {
        return ((LifecycleOutcome.Changed) outcome).report();
    }

    static CredentialStatus statusOf(LifecycleOutcome outcome) {
        return ((LifecycleOutcome.Changed) outcome).credential().status();
    }
}
