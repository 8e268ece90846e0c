package dev.firstring.sipserver.sync;

import dev.firstring.sipserver.SipServerFault;
import java.security.SecureRandom;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** How long to wait after a failure: twice as long each time, half of it by chance, so that many do not come at once. */
@Component
final class Pauses {

    private static final int LARGEST_SHIFT = 20;

    private final SyncSettings settings;
    private final SecureRandom random;

    Pauses(SyncSettings settings, SecureRandom random) {
        this.settings = settings;
        this.random = random;
    }

    /** The pause after so many failures in a row. What an operator has to mend is tried at the slowest pace from the start. */
    Duration after(int failures, SipServerFault.Kind kind) {
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
