package dev.firstring.account.session;

import dev.firstring.account.token.RefreshToken;
import dev.firstring.account.token.Renewal;
import dev.firstring.account.token.Tokens;
import dev.firstring.audit.AuditEvent;
import dev.firstring.audit.AuditTrail;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Exchanges a refresh token for the next pair. A token that comes a second time ends everything that grew out of its
 * sign-in, and the trail is told: the client has to renew one at a time, and to keep the answer. Thread-safe.
 */
@Service
public class RefreshTokens {

    private final TransactionOperations transactions;
    private final Tokens tokens;
    private final AuditTrail trail;
    private final Clock clock;

    RefreshTokens(TransactionOperations transactions, Tokens tokens, AuditTrail trail, Clock clock) {
        this.transactions = transactions;
        this.tokens = tokens;
        this.trail = trail;
        this.clock = clock;
    }

    /** The next pair for a refresh token, or why there is none. */
    public Renewal refresh(RefreshToken presented) {
        return Objects.requireNonNull(transactions.execute(status -> {
            Instant now = clock.instant();
            Renewal renewal = tokens.renew(presented, now);
            if (renewal instanceof Renewal.Reused(var account)) {
                trail.record(now, AuditEvent.of("token.reuse-detected", "system", account.value(), null));
            }
            return renewal;
        }));
    }
}
