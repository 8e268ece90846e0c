package dev.firstring.account.session;

import dev.firstring.account.AccountId;
import dev.firstring.account.token.RefreshToken;
import dev.firstring.account.token.RefusedAccess;
import dev.firstring.account.token.Renewal;
import dev.firstring.account.token.Renewer;
import dev.firstring.account.token.Tokens;
import dev.firstring.audit.AuditTrail;
import dev.firstring.audit.AuditTrail.AuditEvent;
import dev.firstring.platform.AuthenticationFailures.Reason;
import dev.firstring.platform.RetryingTransactions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Service;

/**
 * Exchanges a refresh token for the next pair. For some seconds, the same client may repeat the call and gets the same
 * pair, because the response may have been lost. Any other reuse ends the sign-in and all access tokens of the account.
 * The audit trail records both. Thread-safe.
 */
@Service
public class RefreshTokens {

    private final RetryingTransactions transactions;
    private final Tokens tokens;
    private final AuditTrail trail;
    private final RefusedAccess refused;
    private final Counter repeats;
    private final Clock clock;

    RefreshTokens(
            RetryingTransactions transactions,
            Tokens tokens,
            AuditTrail trail,
            RefusedAccess refused,
            MeterRegistry meters,
            Clock clock) {
        this.repeats = Counter.builder("firstring.renewals.repeated")
                .description("Renewals of tokens that were asked for again within seconds by the same client")
                .register(meters);
        this.refused = refused;
        this.transactions = transactions;
        this.tokens = tokens;
        this.trail = trail;
        this.clock = clock;
    }

    /** Returns the next pair for a refresh token, or the reason of the refusal. */
    public Renewal refresh(RefreshToken presented, Renewer client) {
        Renewal renewal = transactions.run(status -> {
            Instant now = clock.instant();
            Renewal judged = tokens.renew(presented, client, now);
            switch (judged) {
                case Renewal.Reused(var account) ->
                    trail.record(now, AuditEvent.of("token.reuse-detected", "system", account.value(), null));
                case Renewal.Repeated(var pair, var account) ->
                    trail.record(now, AuditEvent.of("token.renewal-repeated", "system", account.value(), null));
                case Renewal.Renewed _, Renewal.Expired _, Renewal.Refused _ -> {}
            }
            return judged;
        });
        switch (renewal) {
            case Renewal.Renewed renewed -> {}
            case Renewal.Repeated repeated -> repeats.increment();
            case Renewal.Reused(AccountId account) -> refused.record(Reason.REFRESH_TOKEN_REUSED, "account " + account);
            case Renewal.Expired(AccountId account) -> refused.record(Reason.REFRESH_TOKEN_EXPIRED, account);
            case Renewal.Refused() -> refused.record(Reason.REFRESH_TOKEN_UNKNOWN);
        }
        return renewal;
    }

    /** Records that a client presented a malformed refresh token. */
    void malformed() {
        refused.record(Reason.REFRESH_TOKEN_UNKNOWN);
    }
}
