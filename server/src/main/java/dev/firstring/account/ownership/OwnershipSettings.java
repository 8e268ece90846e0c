package dev.firstring.account.ownership;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How a number goes from one account to another.
 *
 * @param hold how long after a number was last proved by its holder another account's proof is put off; zero moves the
 *     number at once. Zero to 30 days, default zero
 */
@Validated
@ConfigurationProperties("firstring.ownership")
public record OwnershipSettings(@DefaultValue("0") Duration hold) {

    private static final Duration LONGEST_HOLD = Duration.ofDays(30);

    /** @throws IllegalArgumentException if the hold is negative or longer than 30 days */
    public OwnershipSettings {
        if (hold.isNegative() || hold.compareTo(LONGEST_HOLD) > 0) {
            throw new IllegalArgumentException(
                    "firstring.ownership.hold must be between 0 and 30 days: give a value such as 7d");
        }
    }
}
