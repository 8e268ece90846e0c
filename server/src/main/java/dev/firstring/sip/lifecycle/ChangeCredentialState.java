package dev.firstring.sip.lifecycle;

import dev.firstring.account.token.Tokens;
import dev.firstring.audit.AuditTrail;
import dev.firstring.audit.AuditTrail.AuditEvent;
import dev.firstring.platform.RetryingTransactions;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.sync.CredentialSync;
import dev.firstring.sip.sync.SyncReport;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Suspends, reactivates and revokes credentials (S8, S10). One transaction contains the new state, the audit event and
 * the work for each SIP server; then the servers are synchronized, and the outcome reports their progress. Thread-safe.
 */
@Component
public class ChangeCredentialState {

    private final LifecycleStore store;
    private final Tokens tokens;
    private final AuditTrail trail;
    private final RetryingTransactions transactions;
    private final CredentialSync sync;

    ChangeCredentialState(
            LifecycleStore store,
            Tokens tokens,
            AuditTrail trail,
            RetryingTransactions transactions,
            CredentialSync sync) {
        this.store = store;
        this.tokens = tokens;
        this.trail = trail;
        this.transactions = transactions;
        this.sync = sync;
    }

    /**
     * Changes the state of a credential. Suspending and revoking also end all sign-ins and access tokens of its
     * account. Must not be called in a transaction.
     *
     * @param reason stored with the credential and in the audit trail; should not identify a person
     * @param actor who requests the change, as in {@link AuditEvent}
     */
    public Outcome become(CredentialStatus next, CredentialId id, @Nullable String reason, String actor, Instant now) {
        Optional<Credential> changed = transactions.run(status -> {
            Optional<Credential> done = change(next, id, reason, actor, now);
            if (done.isEmpty()) {
                status.setRollbackOnly();
            }
            return done;
        });
        return changed.<Outcome>map(credential -> new Outcome.Changed(credential, sync.sync(credential.id())))
                .orElseGet(() -> refusal(id));
    }

    private Optional<Credential> change(
            CredentialStatus next, CredentialId id, @Nullable String reason, String actor, Instant now) {
        if (next != CredentialStatus.ACTIVE) {
            // Before the credential is locked: the common lock order begins with the account.
            store.find(id).ifPresent(credential -> tokens.endAll(credential.account(), now));
        }
        Optional<Credential> changed = store.become(next, id, reason, actor, now);
        changed.ifPresent(credential -> trail.record(
                now,
                new AuditEvent(
                        action(next),
                        actor,
                        credential.account().value(),
                        credential.id().value(),
                        reason,
                        Map.of("revision", credential.standing().revision()))));
        return changed;
    }

    private Outcome refusal(CredentialId id) {
        return store.find(id)
                .<Outcome>map(credential -> new Outcome.NotAllowed(credential.status()))
                .orElseGet(Outcome.NotFound::new);
    }

    private static String action(CredentialStatus next) {
        return switch (next) {
            case ACTIVE -> "credential.reactivated";
            case SUSPENDED -> "credential.suspended";
            case REVOKED -> "credential.revoked";
        };
    }

    /** The result of changing the state of a credential. */
    public sealed interface Outcome {

        /**
         * The state has changed in the database.
         *
         * @param credential in its new state
         * @param report the progress of the SIP servers
         */
        record Changed(Credential credential, SyncReport report) implements Outcome {}

        /** There is no such credential. */
        record NotFound() implements Outcome {}

        /** The current state does not allow it. */
        record NotAllowed(CredentialStatus status) implements Outcome {}
    }
}
