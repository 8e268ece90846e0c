package dev.firstring.account.admin;

import dev.firstring.account.AccountId;
import dev.firstring.account.ownership.NumberOwners;
import dev.firstring.audit.AuditTrail;
import dev.firstring.audit.AuditTrail.AuditEvent;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.RetryingTransactions;
import java.time.Clock;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Service;

/**
 * Grants and revokes admin rights. Only the operator's commands change them; each change is recorded in the audit
 * trail. Thread-safe.
 */
@Service
public class Admins {

    private static final String ACTOR = "operator";

    private final AdminStore store;
    private final NumberOwners owners;
    private final AuditTrail trail;
    private final RetryingTransactions transactions;
    private final Clock clock;

    Admins(AdminStore store, NumberOwners owners, AuditTrail trail, RetryingTransactions transactions, Clock clock) {
        this.store = store;
        this.owners = owners;
        this.trail = trail;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Whether the account is an admin. Erased accounts are not. */
    public boolean isAdmin(AccountId account) {
        return store.isAdmin(account);
    }

    /** All admins, oldest first. */
    public List<Admin> list() {
        return store.list();
    }

    /** Makes the account that holds the number an admin. */
    public AdminChange grant(PhoneNumber number) {
        return owners.holderOf(number)
                .map(account -> change(account, "admin.granted", () -> store.grant(account, clock.instant())))
                .orElseGet(AdminChange.Nobody::new);
    }

    /** Revokes the admin rights of the account that holds the number. */
    public AdminChange revoke(PhoneNumber number) {
        return owners.holderOf(number).map(this::revoke).orElseGet(AdminChange.Nobody::new);
    }

    /** Revokes the admin rights of the account, whether or not it still holds a number. */
    public AdminChange revoke(AccountId account) {
        return change(account, "admin.revoked", () -> store.revoke(account));
    }

    private AdminChange change(AccountId account, String action, BooleanSupplier change) {
        return transactions.run(status -> {
            if (change.getAsBoolean()) {
                trail.record(clock.instant(), AuditEvent.of(action, ACTOR, account.value(), null));
                return new AdminChange.Done(account);
            }
            return store.exists(account) ? new AdminChange.Already(account) : new AdminChange.Nobody();
        });
    }
}
