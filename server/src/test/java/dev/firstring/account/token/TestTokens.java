package dev.firstring.account.token;

import dev.firstring.account.AccountId;
import dev.firstring.platform.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

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

    /** Tokens over a database, under keys of their own. */
    public static Tokens over(JdbcTemplate jdbc, Ids ids, Clock clock) {
        return new Tokens(jdbc, new AccessTokens(new TestKeys(), settings(), clock), ids, settings());
    }

    public static AccessToken accessToken(AccessTokens tokens, AccountId account, Instant now) {
        return tokens.sign(account, 0, now, UUID.randomUUID(), now);
    }
}
