package dev.firstring.bench.load;

import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Measurements of one client, in nanoseconds. Not thread-safe: every client has its own, and they are added up at the
 * end.
 */
public final class Measured {

    private static final int DIGITS = 3;

    private final Map<Step, Histogram> calls = new EnumMap<>(Step.class);
    private final Histogram flows = new Histogram(DIGITS);

    Measured() {
        for (Step step : Step.values()) {
            calls.put(step, new Histogram(DIGITS));
        }
    }

    void call(Step step, long nanos) {
        of(step).recordValue(nanos);
    }

    void flow(long nanos) {
        flows.recordValue(nanos);
    }

    void add(Measured other) {
        flows.add(other.flows);
        for (Step step : Step.values()) {
            of(step).add(other.of(step));
        }
    }

    Histogram of(Step step) {
        Histogram histogram = calls.get(step);
        if (histogram == null) {
            throw new IllegalStateException("no histogram for " + step);
        }
        return histogram;
    }

    Histogram flows() {
        return flows;
    }
}
