package dev.firstring.account.token;

import dev.firstring.account.AccountId;
import dev.firstring.audit.AuditTrail;
import dev.firstring.audit.AuditTrail.AuditEvent;
import dev.firstring.platform.AuthenticationFailures;
import dev.firstring.platform.AuthenticationFailures.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Records failed authentication: in the metrics and the log as described in {@link AuthenticationFailures}, and, if the
 * account is known, in its audit trail. The trail gets at most one event per hour and reason, so that a client that
 * retries does not fill it. Thread-safe.
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

    /** Records a failure of a client whose account is unknown. */
    public void record(Reason reason) {
        failures.record(reason);
    }

    /**
     * Records a failure of a client whose account is unknown.
     *
     * @param subject a name that the service assigned, such as that of an API key or an issuer
     */
    public void record(Reason reason, String subject) {
        failures.record(reason, subject);
    }

    /**
     * Records a failure of a client that claims to be this account. Must not be called in a transaction that is rolled
     * back.
     */
    public void record(Reason reason, AccountId account) {
        failures.record(reason, "account " + account);
        trail.recordUnlessRecent(
                clock.instant(),
                new AuditEvent("access.refused", "system", account.value(), null, reason.word(), Map.of()),
                ONCE_IN);
    }
}
