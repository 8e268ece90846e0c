package dev.firstring.sip.lifecycle;

import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.sync.SyncReport;

/** What became of a change of a credential's state. */
public sealed interface LifecycleOutcome {

    /**
     * It is changed in the database.
     *
     * @param credential as it is now
     * @param report how far the SIP servers are
     */
    record Changed(Credential credential, SyncReport report) implements LifecycleOutcome {}

    /** There is no such credential. */
    record NotFound() implements LifecycleOutcome {}

    /** Its state does not allow it. */
    record NotAllowed(CredentialStatus status) implements LifecycleOutcome {}
}
