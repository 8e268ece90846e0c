package dev.firstring.account.ownership;

import dev.firstring.phone.PhoneNumber;
import java.time.Duration;
import java.time.Instant;

/** A number that an account holds, and when it was last verified. */
public record HeldNumber(PhoneNumber number, Instant verifiedAt) {

    /** The maximum age of a recent verification. */
    public static final Duration RECENT = Duration.ofHours(24);

    public boolean verifiedRecently(Instant now) {
        return verifiedAt.isAfter(now.minus(RECENT));
    }
}
