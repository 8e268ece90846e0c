package dev.firstring.sip.credential;

import dev.firstring.account.AccountId;
import dev.firstring.account.DisplayName;
import dev.firstring.audit.AuditTrail;
import dev.firstring.audit.AuditTrail.AuditEvent;
import dev.firstring.platform.RetryingTransactions;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Changes the display name of a credential. A suspended credential can be renamed, a revoked one cannot. Thread-safe.
 */
@Component
public final class RenameCredential {

    private final Credentials credentials;
    private final CredentialChanges changes;
    private final AuditTrail trail;
    private final RetryingTransactions transactions;

    RenameCredential(
            Credentials credentials, CredentialChanges changes, AuditTrail trail, RetryingTransactions transactions) {
        this.credentials = credentials;
        this.changes = changes;
        this.trail = trail;
        this.transactions = transactions;
    }

    /** The result of renaming a credential. */
    public sealed interface Outcome {}

    /** The credential has the name, which may be unchanged. */
    public record Renamed(Credential credential) implements Outcome {}

    /** The account has no such credential. */
    public record NotFound() implements Outcome {}

    /** The state of the credential does not allow it. */
    public record NotAllowed(CredentialStatus status) implements Outcome {}

    /** Renames the account's credential, in a new transaction unless one is active. */
    public Outcome rename(CredentialId id, AccountId account, DisplayName name, String actor, Instant now) {
        return transactions.run(status -> renameNow(id, account, name, actor, now));
    }

    private Outcome renameNow(CredentialId id, AccountId account, DisplayName name, String actor, Instant now) {
        Optional<Credential> renamed = changes.rename(id, account, name);
        if (renamed.isPresent()) {
            trail.record(now, AuditEvent.of("credential.renamed", actor, account.value(), id.value()));
            return new Renamed(renamed.get());
        }
        return credentials
                .find(id, account)
                .map(stored -> unchanged(stored.credential()))
                .orElseGet(NotFound::new);
    }

    private static Outcome unchanged(Credential credential) {
        return switch (credential.status()) {
            case ACTIVE, SUSPENDED -> new Renamed(credential);
            case REVOKED -> new NotAllowed(CredentialStatus.REVOKED);
        };
    }
}
