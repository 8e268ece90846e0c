package dev.firstring.account.session;

import dev.firstring.account.AccountId;
import dev.firstring.account.ownership.DeviceBindings;
import dev.firstring.account.token.RefreshToken;
import dev.firstring.account.token.Tokens;
import dev.firstring.audit.AuditTrail;
import dev.firstring.audit.AuditTrail.AuditEvent;
import dev.firstring.platform.RetryingTransactions;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Ends sign-ins. Thread-safe. */
@Service
public class SignOut {

    private final RetryingTransactions transactions;
    private final Tokens tokens;
    private final DeviceBindings devices;
    private final AuditTrail trail;
    private final Clock clock;

    SignOut(RetryingTransactions transactions, Tokens tokens, DeviceBindings devices, AuditTrail trail, Clock clock) {
        this.transactions = transactions;
        this.tokens = tokens;
        this.devices = devices;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * Ends the sign-in of the token; does nothing if it has ended. Its access tokens remain valid until they expire.
     */
    public void here(RefreshToken presented) {
        transactions.run(status -> {
            Instant now = clock.instant();
            Optional<AccountId> account = tokens.end(presented);
            account.ifPresent(known -> tell("account.signed-out", known, now));
            return account;
        });
    }

    /**
     * Ends all sign-ins and access tokens of the account, and unbinds its devices, so that a lost device counts as
     * unknown.
     */
    public void everywhere(AccountId account) {
        transactions.run(status -> {
            Instant now = clock.instant();
            tokens.endAll(account, now);
            devices.forget(account);
            tell("account.signed-out-everywhere", account, now);
            return account;
        });
    }

    private void tell(String action, AccountId account, Instant now) {
        trail.record(now, AuditEvent.of(action, "owner", account.value(), null));
    }
}
