package dev.firstring.abuse.limits;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The consequences of wrong codes for a number: none, a wait and a challenge before each further session, or a stop. A
 * device that is bound to the number's account is evaluated by its own wrong codes only.
 *
 * @param subject the subject that the wrong codes are counted for
 * @param failureDay the UTC day of {@code failuresToday}; null if there are none
 * @param penalty 1 when the number becomes restricted, plus one for each session allowed since then
 */
record NumberGuard(
        String subject,
        @Nullable LocalDate failureDay,
        int failuresToday,
        int penalty,
        @Nullable Instant nextSessionAt,
        @Nullable Instant stoppedUntil) {

    /** True if further sessions must wait and solve a challenge today. */
    boolean restricted(Instant now, LimitSettings.Tries tries) {
        return now.atZone(ZoneOffset.UTC).toLocalDate().equals(failureDay) && failuresToday >= tries.perDay();
    }

    /** How long the next session must wait; zero if it is allowed now. */
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
