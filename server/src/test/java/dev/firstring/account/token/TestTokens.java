package dev.firstring.account.token;

import dev.firstring.account.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Makes what tests of tokens need. */
public final class TestTokens {

    private TestTokens() {}

    public static TokenSettings settings(TrustedIssuer... issuers) {
        return settings(Duration.ofSeconds(10), issuers);
    }

    public static TokenSettings settings(Duration issuerTimeout, TrustedIssuer... issuers) {
        return new TokenSettings(
                "firstring", Duration.ofMinutes(15), Duration.ofDays(30), issuerTimeout, List.of(issuers));
    }

    public static AccessToken accessToken(AccessTokens tokens, AccountId account, Instant now) {
        return tokens.sign(account, UUID.randomUUID(), now);
    }
}
