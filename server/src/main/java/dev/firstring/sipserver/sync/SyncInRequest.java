package dev.firstring.sipserver.sync;

import dev.firstring.sip.CredentialId;
import dev.firstring.sip.sync.CredentialSync;
import dev.firstring.sip.sync.SyncReport;
import dev.firstring.sip.sync.SyncReport.SyncStep;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.fleet.Fleet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Syncs one credential within a request: with all servers concurrently, within the time budget of a request.
 * Thread-safe.
 */
@Component
class SyncInRequest implements CredentialSync {

    private static final long LOOK_AGAIN_MILLIS = 20;
    private static final int TURNS = 2;

    private final Fleet fleet;
    private final SyncStore store;
    private final SyncRunner runner;
    private final SyncReports reports;
    private final SyncSettings settings;
    private final Clock clock;

    SyncInRequest(
            Fleet fleet, SyncStore store, SyncRunner runner, SyncReports reports, SyncSettings settings, Clock clock) {
        this.fleet = fleet;
        this.store = store;
        this.runner = runner;
        this.reports = reports;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public SyncReport sync(CredentialId id) {
        return sync(id, WithheldSecret.none());
    }

    @Override
    public SyncReport syncUndisclosed(CredentialId id) {
        WithheldSecret secret = withheld();
        try {
            return sync(id, secret);
        } finally {
            secret.disclose();
        }
    }

    /** A new secret that is withheld until the servers were called, or the request runs out of time. */
    WithheldSecret withheld() {
        return new WithheldSecret();
    }

    private SyncReport sync(CredentialId id, WithheldSecret secret) {
        if (fleet.isEmpty()) {
            return SyncReport.synced(List.of(SyncStep.done(SyncStep.Name.DATABASE, null)));
        }
        work(id, fleet.ids(), secret);
        secret.disclose();
        return reports.of(id);
    }

    /** Syncs the credential with these servers, within the time budget of a request. */
    SyncReport sync(CredentialId id, Collection<ServerId> servers) {
        work(id, servers, WithheldSecret.none());
        return reports.of(id, servers);
    }

    private void work(CredentialId id, Collection<ServerId> servers, WithheldSecret secret) {
        long end = System.nanoTime() + settings.requestBudget().toNanos();
        try {
            for (int turn = 0; turn < TURNS; turn++) {
                Instant now = clock.instant();
                List<HeldWork> held = store.claim(id, servers, now, now.plus(settings.lease()));
                await(start(held, secret), end, secret);
                if (!reports.busy(id)) {
                    return;
                }
                // Another node leased the work first, and may have read a state older than that of this request.
                while (reports.busy(id) && System.nanoTime() < end) {
                    TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Starts one thread per server, so that a slow server does not delay the others. A thread may outlive the request.
     */
    private List<CountDownLatch> start(List<HeldWork> held, WithheldSecret secret) {
        List<CountDownLatch> ends = new ArrayList<>();
        for (HeldWork one : held) {
            CountDownLatch end = new CountDownLatch(1);
            ends.add(end);
            Thread.ofVirtual().name("sync-" + one.server()).start(() -> {
                try {
                    runner.run(List.of(one), secret);
                } finally {
                    end.countDown();
                }
            });
        }
        return ends;
    }

    /** Waits for the threads. A server that needs time before a new secret is disclosed extends the wait. */
    private static void await(List<CountDownLatch> ends, long end, WithheldSecret secret) throws InterruptedException {
        for (CountDownLatch latch : ends) {
            while (!latch.await(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                if (!secret.isWaitedFor() || latch.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
        }
    }

    /**
     * A new secret that a request withholds until no server admits the old one: until it is disclosed, every
     * registration was made with the old one. Thread-safe.
     */
    static class WithheldSecret {

        /** The maximum delay of a request. */
        static final Duration LONGEST = Duration.ofSeconds(4);

        private final long end = System.nanoTime() + LONGEST.toNanos();
        private final CountDownLatch disclosed = new CountDownLatch(1);
        private volatile boolean waitedFor;

        /** A secret that is already disclosed. */
        static WithheldSecret none() {
            WithheldSecret secret = new WithheldSecret();
            secret.disclose();
            return secret;
        }

        /** Marks the secret as disclosed. */
        final void disclose() {
            disclosed.countDown();
        }

        final boolean isDisclosed() {
            return disclosed.getCount() == 0;
        }

        /** Whether an attempt needs time before the secret is disclosed, and the request has some left. */
        final boolean isWaitedFor() {
            return waitedFor && System.nanoTime() < end;
        }

        /**
         * Waits for {@code time}; false if the request has less time left, or the secret was disclosed in the meantime.
         */
        final boolean hold(Duration time) {
            if (isDisclosed() || System.nanoTime() + time.toNanos() > end) {
                return false;
            }
            waitedFor = true;
            try {
                pass(time);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            return !isDisclosed();
        }

        /** Waits for {@code time}, or until the secret is disclosed. */
        void pass(Duration time) throws InterruptedException {
            disclosed.await(time.toNanos(), TimeUnit.NANOSECONDS);
        }
    }
}
