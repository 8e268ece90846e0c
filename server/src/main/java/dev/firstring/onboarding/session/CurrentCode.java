package dev.firstring.onboarding.session;

import dev.firstring.verification.CodeSeed;
import java.time.Instant;

/**
 * The code that a session waits for, or the last one it waited for.
 *
 * @param status {@code pending}, {@code verified}, {@code expired} or {@code failed}
 * @param tries wrong and right codes judged so far
 * @param triesAllowed how many may be judged: the tries of a code, or what the session has left of its own
 * @param triesBefore tries of earlier codes of the session
 * @param testNumber whether it belongs to a configured test number and is not derived
 */
public record CurrentCode(
        CodeSeed seed,
        String status,
        int tries,
        int triesAllowed,
        int triesBefore,
        boolean testNumber,
        Instant expiresAt) {

    public boolean pending() {
        return status.equals("pending");
    }

    public boolean expired(Instant now) {
        return status.equals("expired") || (pending() && !expiresAt.isAfter(now));
    }

    public int attemptsLeft(Instant now) {
        return pending() && !expired(now) ? triesAllowed - tries : 0;
    }

    /** Tries of the whole session. */
    public int triesOfSession() {
        return triesBefore + tries;
    }
}
