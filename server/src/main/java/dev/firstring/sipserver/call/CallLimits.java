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

    /** With answers of up to a mebibyte. */
    public static CallLimits of(Duration connect, Duration total, int connections) {
        return new CallLimits(connect, total, connections, MEBIBYTE);
    }
}
