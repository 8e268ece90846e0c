package dev.firstring.registrar.digest;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * How many sign-ins may fail from one address: a bucket of so many that fills up again within a minute. The memory is
 * bounded; whoever failed longest ago is forgotten first. Thread-safe.
 */
public final class FailureAllowance {

    private static final Duration REFILL = Duration.ofMinutes(1);

    private final Clock clock;
    private final int failures;
    private final Function<InetAddress, String> sources;
    private final Map<String, Bucket> buckets;

    /**
     * @param failures in a minute
     * @param capacity addresses that are remembered
     * @param sources what an address counts as
     */
    public FailureAllowance(Clock clock, int failures, int capacity, Function<InetAddress, String> sources) {
        this.clock = clock;
        this.failures = failures;
        this.sources = sources;
        this.buckets = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > capacity;
            }
        };
    }

    /** Whether another sign-in from there may be judged. */
    public synchronized boolean isLeft(InetAddress address) {
        return level(sources.apply(address)) >= 1;
    }

    /** A sign-in from there has failed. */
    public synchronized void failed(InetAddress address) {
        String source = sources.apply(address);
        double level = Math.max(level(source) - 1, 0);
        buckets.remove(source);
        buckets.put(source, new Bucket(level, clock.instant()));
    }

    private double level(String source) {
        Bucket bucket = buckets.get(source);
        if (bucket == null) {
            return failures;
        }
        double minutes = (double) Duration.between(bucket.at(), clock.instant()).toMillis() / REFILL.toMillis();
        return Math.min(bucket.level() + Math.max(minutes, 0) * failures, failures);
    }

    private record Bucket(double level, Instant at) {}
}
