package dev.firstring.account.ownership;

import dev.firstring.phone.PhoneNumber;
import java.time.Duration;
import java.time.Instant;

/** A number that an account holds now, and when it was last proved. */
public record HeldNumber(PhoneNumber number, Instant verifiedAt) {

    /** How fresh a proof has to be to count as recent. */
    public static final Duration RECENT = Duration.ofHours(24);

    public boolean verifiedRecently(Instant now) {
        return verifiedAt.isAfter(now.minus(RECENT));
    }
}
