package dev.firstring.sipserver.sync;

import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.fleet.Fleet;
import dev.firstring.sipserver.fleet.GuardedServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Does what this node holds: reads the present states, brings the servers there, writes what became of it. Thread-safe. */
@Component
class SyncWork {

    /** After this long a state is read again: somebody may be waiting for a change of it. */
    private static final long LONGEST_KNOWN = Duration.ofMillis(250).toNanos();

    /** A slow server must not keep accounts from a change that somebody waits for. */
    private static final long LONGEST_BATCH = Duration.ofSeconds(1).toNanos();

    private final Fleet fleet;
    private final WantedStates states;
    private final BringAccount bringAccount;
    private final SyncResults results;
    private final SyncSettings settings;
    private final Clock clock;

    SyncWork(
            Fleet fleet,
            WantedStates states,
            BringAccount bringAccount,
            SyncResults results,
            SyncSettings settings,
            Clock clock) {
        this.fleet = fleet;
        this.states = states;
        this.bringAccount = bringAccount;
        this.results = results;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * One account after the other; what a closed guard or the end of the lease leaves is given free. If the database is away
     * at the end, the leases end by themselves and all of it is done again.
     *
     * @return what was settled
     */
    List<Attempt> doNow(List<HeldWork> held) {
        return doNow(held, WithheldSecret.none());
    }

    /** The same for a request that has not told a new secret yet. */
    List<Attempt> doNow(List<HeldWork> held, WithheldSecret withheld) {
        List<Attempt> attempts = new ArrayList<>();
        try {
            States fresh = read(held);
            long end = fresh.at() + LONGEST_BATCH;
            for (int i = 0; i < held.size(); i++) {
                fresh = fresh.at() + LONGEST_KNOWN < System.nanoTime() ? read(held.subList(i, held.size())) : fresh;
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

    /** States as they were read at that moment. */
    private record States(Map<CredentialId, WantedState> wanted, long at) {}

    private States read(List<HeldWork> held) {
        long now = System.nanoTime();
        return new States(states.of(held.stream().map(HeldWork::credential).toList()), now);
    }

    /** No attempt was made, so none is counted. */
    private Attempt leftAlone(HeldWork work, WantedState wanted, GuardedServer server, SipServerFault fault) {
        boolean readsDatabase = server.capabilities().contains(Capability.READS_DATABASE);
        Instant due = clock.instant().plus(settings.shortestPause());
        String why = String.valueOf(fault.getMessage());
        boolean cut = BringAccount.isCut(work, wanted);
        return new Attempt(
                work,
                wanted.revision(),
                false,
                due,
                why,
                work.attempts(),
                cut ? work.cut().afterFailure(wanted.cut(), readsDatabase, clock.instant()) : CutProgress.NONE,
                new StepLog(work.server(), BringAccount.plan(work, wanted)).failed(due, fault.kind(), why));
    }

    private Attempt attempt(HeldWork work, @Nullable WantedState wanted, WithheldSecret withheld) {
        GuardedServer server = fleet.server(work.server()).orElseThrow();
        Instant now = clock.instant();
        if (wanted == null || !now.isBefore(work.leaseUntil())) {
            return Attempt.released(work, now);
        }
        return server.closedBecause()
                .map(fault -> leftAlone(work, wanted, server, fault))
                .orElseGet(() -> bringAccount.bring(work, wanted, server, withheld));
    }
}
