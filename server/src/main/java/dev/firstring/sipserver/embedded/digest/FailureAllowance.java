package dev.firstring.sipserver.embedded.digest;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many sign-ins may fail from one address: a bucket of so many that fills up again within a minute. IPv6 addresses
 * count by their first 64 bits, which is what one subscriber has. The memory is bounded; whoever failed longest ago is
 * forgotten first. Thread-safe.
 */
public final class FailureAllowance {

    private static final Duration REFILL = Duration.ofMinutes(1);
    private static final int IPV6_BYTES = 16;
    private static final int SUBSCRIBER_BYTES = 8;

    private final Clock clock;
    private final int failures;
    private final Map<Source, Bucket> buckets;

    /**
     * @param failures in a minute
     * @param capacity addresses that are remembered
     */
    public FailureAllowance(Clock clock, int failures, int capacity) {
        this.clock = clock;
        this.failures = failures;
        this.buckets = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Source, Bucket> eldest) {
                return size() > capacity;
            }
        };
    }

    /** Whether another sign-in from there may be judged. */
    public synchronized boolean isLeft(InetAddress address) {
        return level(Source.of(address)) >= 1;
    }

    /** A sign-in from there has failed. */
    public synchronized void failed(InetAddress address) {
        Source source = Source.of(address);
        double level = Math.max(level(source) - 1, 0);
        buckets.remove(source);
        buckets.put(source, new Bucket(level, clock.instant()));
    }

    private double level(Source source) {
        Bucket bucket = buckets.get(source);
        if (bucket == null) {
            return failures;
        }
        double minutes = (double) Duration.between(bucket.at(), clock.instant()).toMillis() / REFILL.toMillis();
        return Math.min(bucket.level() + Math.max(minutes, 0) * failures, failures);
    }

    private record Bucket(double level, Instant at) {}

    /** An address, or the part of it that one subscriber has. */
    private record Source(long bits) {

        static Source of(InetAddress address) {
            byte[] bytes = address.getAddress();
            byte[] counted = bytes.length == IPV6_BYTES ? Arrays.copyOf(bytes, SUBSCRIBER_BYTES) : bytes;
            long bits = bytes.length == IPV6_BYTES ? 0 : 1;
            for (byte part : counted) {
                bits = bits << Byte.SIZE | (part & 0xff);
            }
            return new Source(bits);
        }
    }
}
