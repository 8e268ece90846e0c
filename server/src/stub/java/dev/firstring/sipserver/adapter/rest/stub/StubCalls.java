package dev.firstring.sipserver.adapter.rest.stub;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts the calls of each operation that reached the stub, whatever it answered. Thread-safe. */
public final class StubCalls {

    private final Map<StubOperation, LongAdder> counts = new EnumMap<>(StubOperation.class);

    StubCalls() {
        for (StubOperation operation : StubOperation.values()) {
            counts.put(operation, new LongAdder());
        }
    }

    public long of(StubOperation operation) {
        return adder(operation).sum();
    }

    /** Of all operations. */
    public long total() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Those that have been called, and how often. */
    public Map<StubOperation, Long> all() {
        Map<StubOperation, Long> found = new EnumMap<>(StubOperation.class);
        counts.forEach((operation, count) -> {
            if (count.sum() > 0) {
                found.put(operation, count.sum());
            }
        });
        return found;
    }

    public void reset() {
        counts.values().forEach(LongAdder::reset);
    }

    void count(StubOperation operation) {
        adder(operation).increment();
    }

    private LongAdder adder(StubOperation operation) {
        LongAdder adder = counts.get(operation);
        if (adder == null) {
            throw new IllegalStateException("no counter for " + operation);
        }
        return adder;
    }
}
