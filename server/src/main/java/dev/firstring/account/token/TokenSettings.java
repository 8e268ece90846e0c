package dev.firstring.account.token;

import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The tokens that the service accepts.
 *
 * @param issuer the {@code iss} of the service's own tokens. Default {@code firstring}
 * @param accessLife the lifetime of the service's own access tokens, one second to one hour. Default 15 minutes
 * @param refreshLife the lifetime of a refresh token, one minute to 90 days. Default 30 days
 * @param refreshRepeat how long the same client may repeat a refresh with a used refresh token and gets the same pair,
 *     since its response may have been lost; zero to one minute, zero for never. Default 10 seconds
 * @param issuerTimeout how long to wait for a connection to such an issuer, and then for its response, when its keys
 *     are fetched; 100 milliseconds to 10 seconds. Default 2 seconds
 * @param issuers OpenID Connect issuers whose tokens are accepted besides its own. Default none
 */
@Validated
@ConfigurationProperties("firstring.tokens")
public record TokenSettings(
        @DefaultValue("firstring") @NotBlank String issuer,
        @DefaultValue("15m") Duration accessLife,
        @DefaultValue("30d") Duration refreshLife,
        @DefaultValue("10s") Duration refreshRepeat,
        @DefaultValue("2s") Duration issuerTimeout,
        @DefaultValue List<TrustedIssuer> issuers) {

    /** @throws IllegalArgumentException if a life is out of its bounds or two issuers have one name */
    public TokenSettings {
        issuers = List.copyOf(issuers);
        require("firstring.tokens.access-life", accessLife, Duration.ofSeconds(1), Duration.ofHours(1));
        require("firstring.tokens.refresh-life", refreshLife, Duration.ofMinutes(1), Duration.ofDays(90));
        require("firstring.tokens.refresh-repeat", refreshRepeat, Duration.ZERO, Duration.ofMinutes(1));
        require("firstring.tokens.issuer-timeout", issuerTimeout, Duration.ofMillis(100), Duration.ofSeconds(10));
        Set<String> names = new HashSet<>(Set.of(issuer));
        for (TrustedIssuer trusted : issuers) {
            if (!names.add(trusted.issuer())) {
                throw new IllegalArgumentException("firstring.tokens.issuers names the issuer " + trusted.issuer()
                        + " twice, or as firstring.tokens.issuer does: keep one of them");
            }
        }
    }

    private static void require(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + " must be between " + least + " and " + most + ", not " + value);
        }
    }
}
