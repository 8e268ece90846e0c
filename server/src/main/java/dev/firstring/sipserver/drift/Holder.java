package dev.firstring.sipserver.drift;

import dev.firstring.sipserver.drift.compare.Lease;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Keeps a run while a page of it takes long, as long as the node is to go on. For one thread. */
final class Holder implements Lease {

    private final DriftRuns runs;
    private final Duration length;
    private final Clock clock;
    private final BooleanSupplier goOn;
    private HeldRun run;

    Holder(HeldRun run, DriftRuns runs, Duration length, Clock clock, BooleanSupplier goOn) {
        this.run = run;
        this.runs = runs;
        this.length = length;
        this.clock = clock;
        this.goOn = goOn;
    }

    @Override
    public void keep() {
        Instant now = clock.instant();
        if (!goOn.getAsBoolean()) {
            runs.keep(run, now);
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

    void went(HeldRun further) {
        run = further;
    }
}
