package dev.firstring.sipserver.sync;

import dev.firstring.platform.RetryingTransactions;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.SipFixture;
import dev.firstring.sip.credential.SealedSecrets;
import dev.firstring.sip.lifecycle.ChangeCredentialState;
import dev.firstring.sip.sync.CredentialSync;
import dev.firstring.sip.sync.SyncReport;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.fleet.Fleet;
import dev.firstring.sipserver.fleet.FleetFixture;
import dev.firstring.sipserver.sync.SyncInRequest.WithheldSecret;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

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
    final SyncStore store;
    final SyncResultStore results;
    final SyncRunner runner;
    public final SyncPoller pull;
    public final SyncReports reports;
    final SyncInRequest inRequest;
    public final AskServers ask;
    public final SyncBatch batch;
    private final SipFixture fixture;
    private volatile Consumer<Runnable> meanwhile = tell -> {};

    public SyncNode(SipFixture fixture, SipServer... servers) {
        this.fixture = fixture;
        fleet = FleetFixture.of(fixture, List.of(servers));
        store = new SyncStore(fixture.jdbc);
        results = new SyncResultStore(fixture.jdbc, List.of());
        RetryBackoff backoff = new RetryBackoff(SETTINGS, fixture.random, fixture.clock);
        WantedStateStore states = new WantedStateStore(fixture.jdbc);
        SyncAccount account = new SyncAccount(
                new SealedSecrets(fixture.box), new EndAccess(states, backoff, fixture.clock), backoff, fixture.clock);
        runner = new SyncRunner(fleet, states, account, results, SETTINGS, fixture.clock);
        pull = new SyncPoller(fleet, store, runner, new Backfill(fixture.jdbc, fixture.clock), SETTINGS, fixture.clock);
        reports = new SyncReports(fixture.jdbc, fixture.clock);
        inRequest = new SyncInRequest(fleet, store, runner, reports, SETTINGS, fixture.clock) {
            @Override
            WithheldSecret withheld() {
                return new TimeByHand();
            }
        };
        batch = new SyncBatch(store, runner, SETTINGS, fixture.clock);
        ask = new AskServers(fleet, store, inRequest, fixture.trail, fixture.transactions);
    }

    /** While a request holds a new secret back, the clock is moved, and the test does something before. */
    private final class TimeByHand extends WithheldSecret {

        @Override
        void pass(Duration time) {
            meanwhile.accept(this::disclose);
            fixture.clock.advance(time);
        }
    }

    /** Runs each time that a request holds a new secret back; what it is given tells the secret, as a request that gives up does. */
    public void meanwhile(Consumer<Runnable> action) {
        meanwhile = action;
    }

    /** What a request asks. */
    public CredentialSync credentials() {
        return inRequest;
    }

    RetryingTransactions transactions() {
        return fixture.transactions;
    }

    public SyncReport report(CredentialId id) {
        return reports.of(id);
    }

    static SyncReport reportOf(ChangeCredentialState.Outcome outcome) {
        return ((ChangeCredentialState.Outcome.Changed) outcome).report();
    }

    static CredentialStatus statusOf(ChangeCredentialState.Outcome outcome) {
        return ((ChangeCredentialState.Outcome.Changed) outcome).credential().status();
    }
}
