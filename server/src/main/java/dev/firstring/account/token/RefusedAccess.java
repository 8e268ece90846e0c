package dev.firstring.account.token;

import dev.firstring.account.AccountId;
import dev.firstring.audit.AuditEvent;
import dev.firstring.audit.AuditTrail;
import dev.firstring.platform.AuthenticationFailures;
import dev.firstring.platform.AuthenticationFailures.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Records failed authentication: a count and a line as in {@link AuthenticationFailures}, and where an account is known an
 * event in its trail, one an hour of each reason, so that a client that repeats itself does not fill it. Thread-safe.
 */
@Component
public class RefusedAccess {

    private static final Duration ONCE_IN = Duration.ofHours(1);

    private final AuthenticationFailures failures;
    private final AuditTrail trail;
    private final Clock clock;

    public RefusedAccess(AuthenticationFailures failures, AuditTrail trail, Clock clock) {
        this.failures = failures;
        this.trail = trail;
        this.clock = clock;
    }

    /** Somebody of whom no account is known. */
    public void record(Reason reason) {
        failures.record(reason);
    }

    /** Somebody of whom no account is known but a name that the service gave: of an API key, of an issuer. */
    public void record(Reason reason, String subject) {
        failures.record(reason, subject);
    }

    /** Somebody who claims to be this account. Must not be called within a transaction that will be rolled back. */
    public void record(Reason reason, AccountId account) {
        failures.record(reason, "account " + account);
        trail.recordUnlessRecent(
                clock.instant(),
                new AuditEvent("access.refused", "system", account.value(), null, reason.word(), Map.of()),
                ONCE_IN);
    }
}
