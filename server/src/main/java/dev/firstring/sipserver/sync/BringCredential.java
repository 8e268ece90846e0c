package dev.firstring.sipserver.sync;

import dev.firstring.sip.CredentialId;
import dev.firstring.sip.sync.CredentialSync;
import dev.firstring.sip.sync.SyncReport;
import dev.firstring.sip.sync.SyncStep;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.fleet.Fleet;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** The immediate attempt, inside the request: all servers at once, for as long as a request may wait. Thread-safe. */
@Component
class BringCredential implements CredentialSync {

    private static final long LOOK_AGAIN_MILLIS = 20;
    private static final int TURNS = 2;

    private final Fleet fleet;
    private final SyncRows rows;
    private final SyncWork work;
    private final SyncReports reports;
    private final SyncSettings settings;
    private final Clock clock;

    BringCredential(
            Fleet fleet, SyncRows rows, SyncWork work, SyncReports reports, SyncSettings settings, Clock clock) {
        this.fleet = fleet;
        this.rows = rows;
        this.work = work;
        this.reports = reports;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public SyncReport bring(CredentialId id) {
        return bring(id, WithheldSecret.none());
    }

    @Override
    public SyncReport bringUntold(CredentialId id) {
        WithheldSecret secret = withheld();
        try {
            return bring(id, secret);
        } finally {
            secret.tell();
        }
    }

    /** A new secret that is told when the servers are asked, or the time of a request is over. */
    WithheldSecret withheld() {
        return new WithheldSecret();
    }

    private SyncReport bring(CredentialId id, WithheldSecret secret) {
        if (fleet.isEmpty()) {
            return SyncReport.synced(List.of(SyncStep.done(SyncStep.Name.DATABASE, null)));
        }
        work(id, fleet.ids(), secret);
        secret.tell();
        return reports.of(id);
    }

    /** Does what these servers have to do for the credential, as far as the time of a request goes. */
    SyncReport bring(CredentialId id, Collection<ServerId> servers) {
        work(id, servers, WithheldSecret.none());
        return reports.of(id, servers);
    }

    private void work(CredentialId id, Collection<ServerId> servers, WithheldSecret secret) {
        long end = System.nanoTime() + settings.requestBudget().toNanos();
        try {
            for (int turn = 0; turn < TURNS; turn++) {
                Instant now = clock.instant();
                List<HeldWork> held = rows.claim(id, servers, now, now.plus(settings.lease()));
                await(start(held, secret), end, secret);
                if (!reports.busy(id)) {
                    return;
                }
                // Another was quicker than the claim. What it began with may be older than what was asked here.
                while (reports.busy(id) && System.nanoTime() < end) {
                    TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One thread a server: a slow one keeps nobody else waiting. They end by themselves, after the request if need be. */
    private List<CountDownLatch> start(List<HeldWork> held, WithheldSecret secret) {
        List<CountDownLatch> ends = new ArrayList<>();
        for (HeldWork one : held) {
            CountDownLatch end = new CountDownLatch(1);
            ends.add(end);
            Thread.ofVirtual().name("sync-" + one.server()).start(() -> {
                try {
                    work.doNow(List.of(one), secret);
                } finally {
                    end.countDown();
                }
            });
        }
        return ends;
    }

    /** A server that needs time before a new secret may be told gets some. */
    private static void await(List<CountDownLatch> ends, long end, WithheldSecret secret) throws InterruptedException {
        for (CountDownLatch latch : ends) {
            while (!latch.await(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                if (!secret.isWaitedFor() || latch.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
        }
    }
}
