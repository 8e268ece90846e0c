package dev.firstring.messaging.provider;

import java.time.Duration;

/** The limits for the duration of one call to a provider. */
public final class CallTime {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMillis(4500);

    private CallTime() {}

    /**
     * Returns the timeout if it is within the limits: a request waits five seconds, in which another provider may have
     * to be tried.
     *
     * @throws IllegalArgumentException if it is not; the message names the setting
     */
    public static Duration checked(String setting, Duration time) {
        if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(setting + " must be 100ms to 4500ms.");
        }
        return time;
    }
}
