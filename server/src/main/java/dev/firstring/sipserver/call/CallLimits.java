package dev.firstring.sipserver.call;

import java.time.Duration;

/**
 * What a call may take.
 *
 * @param connect for a connection
 * @param total for all of it
 * @param connections calls at once
 * @param largestBody bytes of an answer
 */
public record CallLimits(Duration connect, Duration total, int connections, int largestBody) {

    private static final int MEBIBYTE = 1 << 20;
    private static final int MOST_CONNECTIONS = 1000;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** @throws IllegalArgumentException if a limit is none */
    public CallLimits {
        if (!connect.isPositive()
                || !total.isPositive()
                || connect.compareTo(LONGEST) > 0
                || total.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("connect-timeout and timeout must be more than 0 and at most 1m");
        }
        if (connections < 1 || connections > MOST_CONNECTIONS) {
            throw new IllegalArgumentException("connections must be 1 to 1000");
        }
    }

    /** With answers of up to a mebibyte. */
    public static CallLimits of(Duration connect, Duration total, int connections) {
        return new CallLimits(connect, total, connections, MEBIBYTE);
    }
}
