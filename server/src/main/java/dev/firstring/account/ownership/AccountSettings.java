package dev.firstring.account.ownership;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How accounts come to be.
 *
 * @param creation how to treat a caller without a token who has verified a number: {@code by-phone} uses the account
 *     that holds the number, or creates one; {@code required} requires a sign-in. Default {@code by-phone}
 * @param maxNumbers how many verified numbers an account may hold at once, 1 to 100. Default 5
 */
@Validated
@ConfigurationProperties("firstring.accounts")
public record AccountSettings(
        @DefaultValue("by-phone") Creation creation,
        @DefaultValue("5") @Min(1) @Max(100) int maxNumbers) {

    /** How a caller without a token gets an account after verifying a number. */
    public enum Creation {
        /** The caller gets the account that holds the number, or a new one. */
        BY_PHONE,
        /** The caller must sign in. */
        REQUIRED
    }
}
