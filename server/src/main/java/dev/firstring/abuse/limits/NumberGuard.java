package dev.firstring.abuse.limits;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What the wrong codes of a number have brought it: nothing, a wait and a challenge before each further session, or a
 * stop. A device that is bound to the number's account is judged by its own wrong codes only.
 *
 * @param subject whom the wrong codes are counted for
 * @param failureDay the UTC day that {@code failuresToday} is of; null if there were none
 * @param penalty 1 once the number is restricted, and one more with each session that was let through since
 */
record NumberGuard(
        String subject,
        @Nullable LocalDate failureDay,
        int failuresToday,
        int penalty,
        @Nullable Instant nextSessionAt,
        @Nullable Instant stoppedUntil) {

    /** True if further sessions wait and need a challenge today. */
    boolean restricted(Instant now, LimitSettings.Tries tries) {
        return now.atZone(ZoneOffset.UTC).toLocalDate().equals(failureDay) && failuresToday >= tries.perDay();
    }

    /** How long the next session has to wait: zero if it need not. */
    Duration waitFor(Instant now, LimitSettings.Tries tries) {
        return restricted(now, tries) ? until(nextSessionAt, now) : Duration.ZERO;
    }

    Duration stoppedFor(Instant now) {
        return until(stoppedUntil, now);
    }

    private static Duration until(@Nullable Instant then, Instant now) {
        return then == null || !then.isAfter(now) ? Duration.ZERO : Duration.between(now, then);
    }
}
