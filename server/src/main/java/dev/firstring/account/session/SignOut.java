package dev.firstring.account.session;

import dev.firstring.account.AccountId;
import dev.firstring.account.ownership.DeviceBindings;
import dev.firstring.account.token.RefreshToken;
import dev.firstring.account.token.Tokens;
import dev.firstring.audit.AuditEvent;
import dev.firstring.audit.AuditTrail;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Ends sign-ins. Thread-safe. */
@Service
public class SignOut {

    private final TransactionOperations transactions;
    private final Tokens tokens;
    private final DeviceBindings devices;
    private final AuditTrail trail;
    private final Clock clock;

    SignOut(TransactionOperations transactions, Tokens tokens, DeviceBindings devices, AuditTrail trail, Clock clock) {
        this.transactions = transactions;
        this.tokens = tokens;
        this.devices = devices;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * Ends the sign-in that the token grew out of; does nothing where that has ended before. Its access tokens live on for
     * the minutes that they have left.
     */
    public void here(RefreshToken presented) {
        transactions.executeWithoutResult(status -> {
            Instant now = clock.instant();
            tokens.end(presented).ifPresent(account -> tell("account.signed-out", account, now));
        });
    }

    /**
     * Ends all sign-ins of the account, with every access token that it has, and unbinds its devices: one that was lost
     * counts as a stranger's from here on.
     */
    public void everywhere(AccountId account) {
        transactions.executeWithoutResult(status -> {
            Instant now = clock.instant();
            tokens.endAll(account, now);
            devices.forget(account);
            tell("account.signed-out-everywhere", account, now);
        });
    }

    private void tell(String action, AccountId account, Instant now) {
        trail.record(now, AuditEvent.of(action, "owner", account.value(), null));
    }
}
