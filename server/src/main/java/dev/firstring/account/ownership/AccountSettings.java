package dev.firstring.account.ownership;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How accounts come to be.
 *
 * @param creation what becomes of a caller without a token who has proved a number: {@code by-phone} gives the account
 *     that holds the number, or a new one; {@code required} asks for a sign-in. Default {@code by-phone}
 * @param maxNumbers how many verified numbers an account may hold at once, 1 to 100. Default 5
 */
@Validated
@ConfigurationProperties("firstring.accounts")
public record AccountSettings(
        @DefaultValue("by-phone") AccountCreation creation,
        @DefaultValue("5") @Min(1) @Max(100) int maxNumbers) {}
