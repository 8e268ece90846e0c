package dev.firstring.sipserver.sync;

import dev.firstring.sipserver.SipServerFault;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Exponential backoff with jitter: between half of the pause and all of it. Thread-safe. */
@Component
final class RetryBackoff {

    private static final int LARGEST_SHIFT = 20;

    private final SyncSettings settings;
    private final SecureRandom random;
    private final Clock clock;

    RetryBackoff(SyncSettings settings, SecureRandom random, Clock clock) {
        this.settings = settings;
        this.random = random;
        this.clock = clock;
    }

    /** When to retry work that has just failed again. */
    Instant retryAt(HeldWork work, SipServerFault.Kind kind) {
        return clock.instant().plus(pause(work.attempts() + 1, kind));
    }

    /** Failures that an operator must fix use the maximum backoff from the start. */
    private Duration pause(int failures, SipServerFault.Kind kind) {
        Duration longest = settings.longestPause();
        Duration pause = switch (kind) {
            case SERVER_UNAVAILABLE, INTERNAL_ERROR, ACCOUNT_NOT_FOUND, ACCOUNT_DISABLED -> doubled(failures);
            case AUTHENTICATION_FAILED, CONFIGURATION_ERROR, ACCOUNT_EXISTS, QUOTA_EXCEEDED, INVALID_CREDENTIALS ->
                longest;
        };
        long half = (pause.compareTo(longest) < 0 ? pause : longest).toMillis() / 2;
        return Duration.ofMillis(half + random.nextLong(half + 1));
    }

    private Duration doubled(int failures) {
        return settings.shortestPause().multipliedBy(1L << Math.clamp(failures - 1, 0, LARGEST_SHIFT));
    }
}
