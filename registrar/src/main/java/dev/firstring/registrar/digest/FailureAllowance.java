package dev.firstring.registrar.digest;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Limits the failed sign-ins per address with a token bucket that refills within a minute. Memory is bounded; the
 * address whose last failure is oldest is evicted first. Thread-safe.
 */
public final class FailureAllowance {

    private static final Duration REFILL = Duration.ofMinutes(1);

    private final Clock clock;
    private final int failures;
    private final Function<InetAddress, String> sources;
    private final Map<String, Bucket> buckets;

    /**
     * Creates the limit.
     *
     * @param failures allowed per minute and address
     * @param capacity the maximum number of addresses in memory
     * @param sources maps an address to the key of its bucket
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

    /** Whether another sign-in from that address is allowed. */
    public synchronized boolean isLeft(InetAddress address) {
        return level(sources.apply(address)) >= 1;
    }

    /** Records a failed sign-in from that address. */
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
