package dev.firstring.account.profile;

import dev.firstring.account.AccountId;
import dev.firstring.account.DisplayName;
import dev.firstring.audit.AuditTrail;
import dev.firstring.audit.AuditTrail.AuditEvent;
import dev.firstring.platform.RetryingTransactions;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Changes the display name of an account. Thread-safe. */
@Service
public class RenameAccount {

    private final RetryingTransactions transactions;
    private final Profiles profiles;
    private final AuditTrail trail;
    private final Clock clock;

    RenameAccount(RetryingTransactions transactions, Profiles profiles, AuditTrail trail, Clock clock) {
        this.transactions = transactions;
        this.profiles = profiles;
        this.trail = trail;
        this.clock = clock;
    }

    /** Returns the account with its new name; empty if it does not exist. */
    public Optional<Profile> rename(AccountId account, DisplayName name) {
        return transactions.run(status -> {
            if (!profiles.rename(account, name)) {
                return Optional.empty();
            }
            trail.record(clock.instant(), AuditEvent.of("account.renamed", "owner", account.value(), null));
            return profiles.find(account);
        });
    }
}
