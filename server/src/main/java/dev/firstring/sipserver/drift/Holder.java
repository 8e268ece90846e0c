package dev.firstring.sipserver.drift;

import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.drift.compare.ComparedPage;
import dev.firstring.sipserver.drift.compare.Lease;
import dev.firstring.sipserver.drift.seen.SeenAccounts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A run while this node works on it, as long as the node is to go on. It may be further than the database knows, by no more than
 * what is done in the length of a lease. For one thread.
 */
final class Holder implements Lease {

    private final DriftRuns runs;
    private final PageRecord record;
    private final Duration length;
    private final Clock clock;
    private final BooleanSupplier goOn;
    private HeldRun run;
    private Instant checkpoint;
    private @Nullable SeenAccounts seen;
    private boolean saved = true;

    Holder(HeldRun run, DriftRuns runs, PageRecord record, Duration length, Clock clock, BooleanSupplier goOn) {
        this.run = run;
        this.runs = runs;
        this.record = record;
        this.length = length;
        this.clock = clock;
        this.goOn = goOn;
        this.checkpoint = clock.instant();
    }

    @Override
    public void keep() {
        Instant now = clock.instant();
        if (!goOn.getAsBoolean()) {
            checkpoint(now, now);
            throw new RunLost();
        }
        if (now.plus(length.dividedBy(2)).isAfter(run.leaseUntil())) {
            Instant until = now.plus(length);
            if (!runs.keep(run, until)) {
                throw new RunLost();
            }
            run = run.until(until);
        }
    }

    HeldRun run() {
        return run;
    }

    /** What was seen on the server that the run is at; null if this node does not know it. */
    @Nullable
    SeenAccounts seen() {
        return seen;
    }

    void seen(SeenAccounts accounts, boolean alreadySaved) {
        seen = accounts;
        saved = alreadySaved;
    }

    /**
     * Goes on behind a page.
     *
     * @param next where to; null to end the run
     */
    void went(ServerId server, ComparedPage page, @Nullable Position next) {
        record.differences(run, server, page.differences());
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
        boolean samePhase = before != null
                && next != null
                && before.phase() == next.phase()
                && before.server().equals(next.server());
        if (!samePhase || !now.isBefore(checkpoint.plus(length))) {
            checkpoint(now, now.plus(length));
        }
    }

    /** Gives a server up and goes on with the next. */
    void failed(ServerId server, String why) {
        seen = null;
        run = run.at(run.behind(server.value()), 0).until(clock.instant().plus(length));
        record.failure(run, server, why);
        checkpoint = clock.instant();
    }

    private void checkpoint(Instant now, Instant leaseUntil) {
        HeldRun kept = run.until(leaseUntil);
        record.checkpoint(kept, saved ? null : seen);
        run = kept;
        checkpoint = now;
        saved = true;
    }
}
