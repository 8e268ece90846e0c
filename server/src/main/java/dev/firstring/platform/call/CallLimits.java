package dev.firstring.platform.call;

import java.time.Duration;

/**
 * The limits of HTTP calls.
 *
 * @param connect the timeout of a connection attempt
 * @param total the timeout of the whole call, including the wait for a free connection
 * @param connections the maximum number of concurrent calls
 * @param maxWait the maximum wait for a free connection when that many calls are in progress
 * @param largestBody the maximum size of a response body in bytes
 */
public record CallLimits(Duration connect, Duration total, int connections, Duration maxWait, int largestBody) {

    /** The maximum of both timeouts. */
    public static final Duration LONGEST = Duration.ofMinutes(1);

    private static final int KIBIBYTE = 1 << 10;
    private static final int MEBIBYTE = 1 << 20;
    private static final int MOST_CONNECTIONS = 1000;
    private static final int UNLIMITED = Integer.MAX_VALUE;

    /** @throws IllegalArgumentException if a timeout or the number of connections is out of range */
    public CallLimits {
        if (!connect.isPositive()
                || !total.isPositive()
                || connect.compareTo(LONGEST) > 0
                || total.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("connect-timeout and timeout must be more than 0 and at most 1m");
        }
        if (connections < 1 || (connections > MOST_CONNECTIONS && connections != UNLIMITED)) {
            throw new IllegalArgumentException("connections must be 1 to 1000");
        }
    }

    /** Limits with responses of up to 1 MiB; a call may wait for a free connection until its timeout. */
    public static CallLimits of(Duration connect, Duration total, int connections) {
        return new CallLimits(connect, total, connections, total, MEBIBYTE);
    }

    /** Limits with responses of up to 64 KiB and unlimited concurrent calls. */
    public static CallLimits within(Duration total) {
        return new CallLimits(total, total, UNLIMITED, total, 64 * KIBIBYTE);
    }

    /** These limits with another maximum size of a response body. */
    public CallLimits withLargestBody(int bytes) {
        return new CallLimits(connect, total, connections, maxWait, bytes);
    }
}
