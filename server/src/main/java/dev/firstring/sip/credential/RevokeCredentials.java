package dev.firstring.sip.credential;

import dev.firstring.account.AccountErasure;
import dev.firstring.account.AccountId;
import dev.firstring.audit.AuditEvent;
import dev.firstring.audit.AuditTrail;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.sip.CredentialId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Ends credentials for good: the row and its username stay, secret and hashes go. Runs in the caller's transaction, with
 * an audit event for each. Doing it again does nothing. Thread-safe.
 */
@Component
public final class RevokeCredentials implements AccountErasure {

    private final Credentials credentials;
    private final CredentialChanges changes;
    private final AuditTrail trail;

    RevokeCredentials(Credentials credentials, CredentialChanges changes, AuditTrail trail) {
        this.credentials = credentials;
        this.changes = changes;
        this.trail = trail;
    }

    /**
     * Locks what the accounts have for the numbers, lowest id first, so that several can be revoked one after another. The
     * accounts are locked.
     *
     * @throws IllegalStateException without a transaction
     */
    public void lock(Collection<AccountId> accounts, Collection<PhoneNumber> numbers) {
        Transactions.require();
        changes.lock(accounts, numbers);
    }

    /**
     * Revokes what the account has for a number that it lost or gave up.
     *
     * @param reason kept with the credential and in the trail; it names no person
     * @return those that were revoked now
     * @throws IllegalStateException without a transaction
     */
    public List<CredentialId> revoke(AccountId account, PhoneNumber number, String reason, String actor, Instant now) {
        Transactions.require();
        List<CredentialId> revoked = changes.revoke(account, number, reason, actor, now);
        record(revoked, account, reason, actor, now);
        return revoked;
    }

    /**
     * Revokes all that the account has, and empties numbers, names and devices in all that it ever had.
     *
     * @throws IllegalStateException without a transaction
     */
    @Override
    public void erase(AccountId account, Instant now) {
        Transactions.require();
        // One that is being provisioned at this moment is waited for, and then revoked as well.
        credentials.lock(account);
        changes.lockAll(account);
        List<CredentialId> revoked = changes.revokeAll(account, "account erased", "owner", now);
        changes.forgetPerson(account);
        record(revoked, account, "account erased", "owner", now);
    }

    private void record(List<CredentialId> revoked, AccountId account, String reason, String actor, Instant now) {
        if (revoked.isEmpty()) {
            return;
        }
        trail.record(
                now,
                revoked.stream()
                        .map(id -> new AuditEvent(
                                "credential.revoked", actor, account.value(), id.value(), reason, Map.of()))
                        .toArray(AuditEvent[]::new));
    }
}
