package dev.firstring.sipserver.sync;

import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.fleet.Fleet;
import dev.firstring.sipserver.fleet.GuardedServer;
import dev.firstring.sipserver.sync.Attempt.StepLog;
import dev.firstring.sipserver.sync.SyncInRequest.WithheldSecret;
import dev.firstring.sipserver.sync.WantedStateStore.WantedState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Processes the accounts that this node has leased: reads their current states, syncs each, and writes the results.
 * Thread-safe.
 */
@Component
class SyncRunner {

    /** States older than this are read again, because a caller may be waiting for a change. */
    private static final long MAX_AGE = Duration.ofMillis(250).toNanos();

    /** Limits a batch: a slow server must not keep the leases of accounts that a caller is waiting for. */
    private static final long MAX_BATCH_TIME = Duration.ofSeconds(1).toNanos();

    private final Fleet fleet;
    private final WantedStateStore states;
    private final SyncAccount syncAccount;
    private final SyncResultStore results;
    private final SyncSettings settings;
    private final Clock clock;

    SyncRunner(
            Fleet fleet,
            WantedStateStore states,
            SyncAccount syncAccount,
            SyncResultStore results,
            SyncSettings settings,
            Clock clock) {
        this.fleet = fleet;
        this.states = states;
        this.syncAccount = syncAccount;
        this.results = results;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Syncs the accounts sequentially, and releases those that are not started in time. If the results cannot be
     * written, the leases expire and all of the work is repeated.
     *
     * @return the results, as written
     */
    List<Attempt> run(List<HeldWork> held) {
        return run(held, WithheldSecret.none());
    }

    /** Like {@link #run(List)}, for a request that has not disclosed a new secret yet. */
    List<Attempt> run(List<HeldWork> held, WithheldSecret withheld) {
        List<Attempt> attempts = new ArrayList<>();
        try {
            States fresh = read(held);
            long end = fresh.at() + MAX_BATCH_TIME;
            for (int i = 0; i < held.size(); i++) {
                fresh = fresh.at() + MAX_AGE < System.nanoTime() ? read(held.subList(i, held.size())) : fresh;
                HeldWork work = held.get(i);
                if (i > 0 && System.nanoTime() > end) {
                    attempts.add(Attempt.released(work, clock.instant()));
                    continue;
                }
                attempts.add(attempt(work, fresh.wanted().get(work.credential()), withheld));
            }
        } finally {
            results.settle(attempts, clock.instant());
        }
        return attempts;
    }

    /** States, and when they were read. */
    private record States(Map<CredentialId, WantedState> wanted, long at) {}

    private States read(List<HeldWork> held) {
        long now = System.nanoTime();
        return new States(states.of(held.stream().map(HeldWork::credential).toList()), now);
    }

    /** Postpones work while the circuit breaker is open. No attempt is made, so no failure is counted. */
    private Attempt postponed(HeldWork work, WantedState wanted, GuardedServer server, SipServerFault fault) {
        Instant due = clock.instant().plus(settings.shortestPause());
        String why = String.valueOf(fault.getMessage());
        return new Attempt(
                work,
                wanted.revision(),
                false,
                due,
                why,
                work.attempts(),
                work.cutAfterFailure(wanted, server, clock.instant()),
                new StepLog(work, wanted).failed(due, fault.kind(), why));
    }

    private Attempt attempt(HeldWork work, @Nullable WantedState wanted, WithheldSecret withheld) {
        GuardedServer server = fleet.server(work.server()).orElseThrow();
        Instant now = clock.instant();
        if (wanted == null || !now.isBefore(work.leaseUntil())) {
            return Attempt.released(work, now);
        }
        return server.closedBecause()
                .map(fault -> postponed(work, wanted, server, fault))
                .orElseGet(() -> syncAccount.attempt(work, wanted, server, withheld));
    }
}
