package dev.firstring.account.profile;

import dev.firstring.account.AccountErasure;
import dev.firstring.account.AccountId;
import dev.firstring.audit.AuditTrail;
import dev.firstring.audit.AuditTrail.AuditEvent;
import dev.firstring.platform.RetryingTransactions;
import java.time.Clock;
import java.time.Instant;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/**
 * Erases an account in one transaction. The other rooms erase their data first, because they find it by the numbers
 * that the account holds. The row remains without a name: its id is the pseudonym under which other rows refer to it.
 * Thread-safe.
 */
@Service
public class EraseAccount {

    private final RetryingTransactions transactions;
    private final Profiles profiles;
    private final ObjectProvider<AccountErasure> rooms;
    private final AuditTrail trail;
    private final Clock clock;

    EraseAccount(
            RetryingTransactions transactions,
            Profiles profiles,
            ObjectProvider<AccountErasure> rooms,
            AuditTrail trail,
            Clock clock) {
        this.transactions = transactions;
        this.profiles = profiles;
        this.rooms = rooms;
        this.trail = trail;
        this.clock = clock;
    }

    /** Erases the account; false if it does not exist. */
    public boolean erase(AccountId account) {
        return transactions.run(status -> {
            if (!profiles.lock(account)) {
                return false;
            }
            Instant now = clock.instant();
            rooms.orderedStream().forEach(room -> room.erase(account, now));
            profiles.empty(account, now);
            trail.record(now, AuditEvent.of("account.erased", "owner", account.value(), null));
            return true;
        });
    }
}
