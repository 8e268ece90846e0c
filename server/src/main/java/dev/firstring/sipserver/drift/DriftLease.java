package dev.firstring.sipserver.drift;

import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.drift.HeldRun.Position;
import dev.firstring.sipserver.drift.compare.Comparison.ComparedPage;
import dev.firstring.sipserver.drift.compare.SeenAccounts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The lease of a run that this node works on. The run in memory may be ahead of the database by at most one lease
 * period; then a checkpoint is due. Not thread-safe.
 */
final class DriftLease {

    private final DriftCheckpoints checkpoints;
    private final DriftRunStore runs;
    private final Duration length;
    private final Clock clock;
    private final BooleanSupplier keepGoing;
    private HeldRun run;
    private Instant lastCheckpoint;
    private @Nullable SeenAccounts seen;
    private boolean saved = true;

    DriftLease(
            HeldRun run,
            DriftRunStore runs,
            DriftCheckpoints checkpoints,
            Duration length,
            Clock clock,
            BooleanSupplier keepGoing) {
        this.run = run;
        this.runs = runs;
        this.checkpoints = checkpoints;
        this.length = length;
        this.clock = clock;
        this.keepGoing = keepGoing;
        this.lastCheckpoint = clock.instant();
    }

    /**
     * This node stops working on the run, because another node owns it or this node is to stop. The page is compared
     * again.
     */
    static final class RunLost extends RuntimeException {

        RunLost() {
            super("another node owns the run", null, false, false);
        }
    }

    /**
     * Renews the lease once half of it has elapsed. Called before each call to a server, because many slow calls take
     * long.
     *
     * @throws RunLost if another node owns the run, or this node is to stop
     */
    void renew() {
        Instant now = clock.instant();
        if (!keepGoing.getAsBoolean()) {
            checkpoint(now, now);
            throw new RunLost();
        }
        if (now.plus(length.dividedBy(2)).isAfter(run.leaseUntil())) {
            Instant until = now.plus(length);
            if (!runs.renew(run, until)) {
                throw new RunLost();
            }
            run = run.until(until);
        }
    }

    HeldRun run() {
        return run;
    }

    /** The accounts seen on the current server; null if this node has not loaded them. */
    @Nullable
    SeenAccounts seen() {
        return seen;
    }

    void seen(SeenAccounts accounts, boolean alreadySaved) {
        seen = accounts;
        saved = alreadySaved;
    }

    /**
     * Records a page and advances the position.
     *
     * @param next the position after the page; null to end the run
     */
    void advance(ServerId server, ComparedPage page, @Nullable Position next) {
        checkpoints.differences(run, server, page.differences());
        SeenAccounts accounts = seen;
        if (accounts != null) {
            page.seen().forEach(accounts::add);
        }
        saved = saved && page.seen().isEmpty();
        Position before = run.position();
        run = run.at(next, page.compared());
        if (next == null || !next.needsSeen()) {
            seen = null;
        }
        Instant now = clock.instant();
        boolean samePhase = before != null && next != null && before.sameServerAndPhase(next);
        if (!samePhase || !now.isBefore(lastCheckpoint.plus(length))) {
            checkpoint(now, now.plus(length));
        }
    }

    /** Records that a server was not compared completely, and advances to the next. */
    void skip(ServerId server, String why) {
        seen = null;
        run = run.at(run.startOfNext(server.value()), 0).until(clock.instant().plus(length));
        checkpoints.failure(run, server, why);
        lastCheckpoint = clock.instant();
    }

    private void checkpoint(Instant now, Instant leaseUntil) {
        HeldRun kept = run.until(leaseUntil);
        checkpoints.checkpoint(kept, saved ? null : seen);
        run = kept;
        lastCheckpoint = now;
        saved = true;
    }
}
