package dev.firstring.sip.credential;

import dev.firstring.account.AccountErasure;
import dev.firstring.account.AccountId;
import dev.firstring.audit.AuditTrail;
import dev.firstring.audit.AuditTrail.AuditEvent;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.sip.CredentialId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Revokes credentials permanently: the row and its username remain, the secret and the hashes are deleted. Runs in the
 * caller's transaction and records an audit event for each. Idempotent. Thread-safe.
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
     * Locks the accounts' credentials for the numbers in ascending order of id, so that several can be revoked one
     * after another. The caller must have locked the accounts.
     *
     * @throws IllegalStateException without a transaction
     */
    public void lock(Collection<AccountId> accounts, Collection<PhoneNumber> numbers) {
        RequiredTransaction.require();
        changes.lock(accounts, numbers);
    }

    /**
     * Revokes the account's credentials for a number that it lost or gave up.
     *
     * @param reason stored with the credential and in the audit trail; must not identify a person
     * @return the credentials that this call revoked
     * @throws IllegalStateException without a transaction
     */
    public List<CredentialId> revoke(AccountId account, PhoneNumber number, String reason, String actor, Instant now) {
        RequiredTransaction.require();
        List<CredentialId> revoked = changes.revoke(account, number, reason, actor, now);
        record(revoked, account, reason, actor, now);
        return revoked;
    }

    /**
     * Revokes all credentials of the account, and erases numbers, names and devices from all of them, including those
     * revoked earlier.
     *
     * @throws IllegalStateException without a transaction
     */
    @Override
    public void erase(AccountId account, Instant now) {
        RequiredTransaction.require();
        // Waits for a concurrent provisioning, whose credential is then revoked as well.
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
