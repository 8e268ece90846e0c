package dev.firstring.account.token;

import dev.firstring.account.AccountId;
import dev.firstring.audit.AuditTrail;
import dev.firstring.platform.AuthenticationFailures;
import dev.firstring.platform.Ids;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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
                "firstring",
                Duration.ofMinutes(15),
                Duration.ofDays(30),
                Duration.ofSeconds(10),
                issuerTimeout,
                List.of(issuers));
    }

    /** Tokens over a database, under keys of their own. */
    public static Tokens over(JdbcTemplate jdbc, Ids ids, Clock clock) {
        return over(jdbc, ids, new AccessTokens(new TestKeys(), settings(), clock));
    }

    /** The same with the access tokens of the test. */
    public static Tokens over(JdbcTemplate jdbc, Ids ids, AccessTokens accessTokens) {
        SignInRecord record = new SignInRecord(new AuditTrail(jdbc), new SimpleMeterRegistry());
        return new Tokens(jdbc, accessTokens, ids, settings(), record, new TestKeys());
    }

    /** What records refused access, over the same database. */
    public static RefusedAccess refusedAccess(JdbcTemplate jdbc, Clock clock) {
        return new RefusedAccess(
                new AuthenticationFailures(clock, new SimpleMeterRegistry()), new AuditTrail(jdbc), clock);
    }

    /** A sign-in by a code to a number, at that moment. */
    public static Proof byNumber(Instant at) {
        return new Proof(Proof.Kind.NUMBER, at);
    }

    public static AccessToken accessToken(AccessTokens tokens, AccountId account, Instant now) {
        return tokens.sign(account, 0, now, UUID.randomUUID(), now);
    }
}
