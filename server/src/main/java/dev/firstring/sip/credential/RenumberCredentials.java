package dev.firstring.sip.credential;

import dev.firstring.account.AccountId;
import dev.firstring.audit.AuditTrail;
import dev.firstring.audit.AuditTrail.AuditEvent;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.sip.CredentialId;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Moves credentials to the number that replaces theirs in the same account. Username and secret remain, so phones stay
 * registered and ring on the new number. Runs in the caller's transaction and records an audit event for each.
 * Thread-safe.
 */
@Component
public final class RenumberCredentials {

    private final CredentialChanges changes;
    private final AuditTrail trail;

    RenumberCredentials(CredentialChanges changes, AuditTrail trail) {
        this.changes = changes;
        this.trail = trail;
    }

    /**
     * Moves the account's credentials. Those whose username is the old number stay with it
     * ({@link dev.firstring.sip.SipUsername#names}), and all do if the account already has a credential for the new
     * number. The caller must have locked both numbers' credentials ({@link RevokeCredentials#lock}).
     *
     * @return the credentials that were moved
     * @throws IllegalStateException without a transaction
     */
    public List<CredentialId> renumber(AccountId account, PhoneNumber from, PhoneNumber to, String actor, Instant now) {
        RequiredTransaction.require();
        List<CredentialId> moved = changes.renumber(account, from, to);
        if (!moved.isEmpty()) {
            trail.record(
                    now,
                    moved.stream()
                            .map(id -> AuditEvent.of("credential.renumbered", actor, account.value(), id.value()))
                            .toArray(AuditEvent[]::new));
        }
        return moved;
    }
}
