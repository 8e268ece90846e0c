package dev.firstring.platform.call;

import java.time.Duration;

/**
 * What a call may take.
 *
 * @param connect for a connection
 * @param total for all of it, waiting for a free connection included
 * @param connections calls at once
 * @param maxWait for a free connection, where that many calls are being made
 * @param largestBody bytes of an answer
 */
public record CallLimits(Duration connect, Duration total, int connections, Duration maxWait, int largestBody) {

    /** The most that a connection or a whole call may take. */
    public static final Duration LONGEST = Duration.ofMinutes(1);

    private static final int KIBIBYTE = 1 << 10;
    private static final int MEBIBYTE = 1 << 20;
    private static final int MOST_CONNECTIONS = 1000;
    private static final int UNLIMITED = Integer.MAX_VALUE;

    /** @throws IllegalArgumentException if a limit is none */
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

    /** With answers of up to a mebibyte; a call waits for a free connection as long as it may take. */
    public static CallLimits of(Duration connect, Duration total, int connections) {
        return new CallLimits(connect, total, connections, total, MEBIBYTE);
    }

    /** With answers of up to 64 KiB and as many calls at once as are made. */
    public static CallLimits within(Duration total) {
        return new CallLimits(total, total, UNLIMITED, total, 64 * KIBIBYTE);
    }

    /** The same with answers of up to so many bytes. */
    public CallLimits withLargestBody(int bytes) {
        return new CallLimits(connect, total, connections, maxWait, bytes);
    }
}
