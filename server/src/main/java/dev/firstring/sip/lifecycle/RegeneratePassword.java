package dev.firstring.sip.lifecycle;

import dev.firstring.account.AccountId;
import dev.firstring.audit.AuditTrail;
import dev.firstring.audit.AuditTrail.AuditEvent;
import dev.firstring.platform.RetryingTransactions;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.Digests;
import dev.firstring.sip.SipAddress;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.credential.SealedSecrets;
import dev.firstring.sip.settings.SipSettings;
import dev.firstring.sip.sync.CredentialSync;
import dev.firstring.sip.sync.SyncReport;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Generates a new secret for an active credential (S8, S9). The old one is invalid from the commit on, and phones that
 * registered with it are removed from the SIP servers as part of the operation. Thread-safe.
 */
@Component
public class RegeneratePassword {

    private final LifecycleStore store;
    private final SealedSecrets secrets;
    private final SipSettings settings;
    private final SecureRandom random;
    private final AuditTrail trail;
    private final RetryingTransactions transactions;
    private final CredentialSync sync;

    RegeneratePassword(
            LifecycleStore store,
            SealedSecrets secrets,
            SipSettings settings,
            SecureRandom random,
            AuditTrail trail,
            RetryingTransactions transactions,
            CredentialSync sync) {
        this.store = store;
        this.secrets = secrets;
        this.settings = settings;
        this.random = random;
        this.trail = trail;
        this.transactions = transactions;
        this.sync = sync;
    }

    /** The result of generating a new secret. */
    public sealed interface Outcome {}

    /** The credential has this secret now. */
    public record Regenerated(Credential credential, SipSecret secret, SyncReport report) implements Outcome {}

    /** The account has no such credential. */
    public record NotFound() implements Outcome {}

    /** The credential is not active. */
    public record NotAllowed(CredentialStatus status) implements Outcome {}

    /** Generates a new secret for the account's credential. Must not be called in a transaction. */
    public Outcome regenerate(CredentialId id, AccountId account, String actor, Instant now) {
        Outcome outcome = transactions.run(status -> regenerateNow(id, account, actor, now));
        return outcome instanceof Regenerated(Credential credential, SipSecret secret, SyncReport none)
                ? new Regenerated(credential, secret, sync.syncUndisclosed(credential.id()))
                : outcome;
    }

    private Outcome regenerateNow(CredentialId id, AccountId account, String actor, Instant now) {
        Optional<Credential> held = store.lock(id, account);
        if (held.isEmpty()) {
            return new NotFound();
        }
        if (held.get().status() != CredentialStatus.ACTIVE) {
            return new NotAllowed(held.get().status());
        }
        SipSecret secret = SipSecret.draw(random);
        SipAddress address = held.get().address();
        Credential rotated = store.rotate(
                        id,
                        secrets.seal(id, secret),
                        Digests.of(address, secret, settings.md5()),
                        Digests.ofFullName(address, secret, settings.md5()),
                        now)
                .orElseThrow();
        trail.record(
                now,
                new AuditEvent(
                        "credential.rotated",
                        actor,
                        account.value(),
                        id.value(),
                        null,
                        Map.of("revision", rotated.standing().revision())));
        return new Regenerated(rotated, secret, SyncReport.notYet());
    }
}
