package dev.firstring.account.ownership;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How a number goes from one account to another.
 *
 * @param hold how long after the last use of a number's account a proof from a device that is not bound to it has to
 *     wait, with or without a token; zero accepts it at once. Zero to 30 days, default zero
 * @param recycledAfter the time without a sign-in, token refresh or registration after which a number counts as
 *     reassigned: a proof from a device that is not bound moves it to a new account. One day to 3650 days, default 90
 *     days
 * @param freshSignIn the maximum age of a sign-in for changing an account's number
 */
@Validated
@ConfigurationProperties("firstring.ownership")
public record OwnershipSettings(
        @DefaultValue("0") Duration hold,

        @DurationMin(days = 1) @DurationMax(days = 3650) @DefaultValue("90d")
        Duration recycledAfter,

        @DurationMin(minutes = 1) @DurationMax(hours = 1) @DefaultValue("15m")
        Duration freshSignIn) {

    private static final Duration LONGEST_HOLD = Duration.ofDays(30);

    /** @throws IllegalArgumentException if the hold is negative or longer than 30 days */
    public OwnershipSettings {
        if (hold.isNegative() || hold.compareTo(LONGEST_HOLD) > 0) {
            throw new IllegalArgumentException(
                    "firstring.ownership.hold must be between 0 and 30 days: give a value such as 7d");
        }
    }
}
