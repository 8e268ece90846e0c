package dev.firstring.sip.lifecycle;

import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.sync.SyncReport;

/** The result of changing the state of a credential. */
public sealed interface LifecycleOutcome {

    /**
     * The state has changed in the database.
     *
     * @param credential in its new state
     * @param report the progress of the SIP servers
     */
    record Changed(Credential credential, SyncReport report) implements LifecycleOutcome {}

    /** There is no such credential. */
    record NotFound() implements LifecycleOutcome {}

    /** The current state does not allow it. */
    record NotAllowed(CredentialStatus status) implements LifecycleOutcome {}
}
