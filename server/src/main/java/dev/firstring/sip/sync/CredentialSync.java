package dev.firstring.sip.sync;

import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialId;

/**
 * Brings SIP servers to the state that the database wants. Which servers have what to do is written by the transaction that
 * changed the credential; this only makes it happen now and not a second later. Thread-safe.
 */
public interface CredentialSync {

    /**
     * Brings every server to the credential's present state, as far as the time of a request goes; the rest is done in the
     * background, by any node. Call it after the commit. Never throws for what a server does.
     */
    SyncReport bring(CredentialId id);

    /**
     * The same for a secret that was just drawn and that nobody has been told: whoever registers before this returns has the
     * old one. Where a server needs a moment to be rid of that, this takes as long, some seconds at most.
     */
    default SyncReport bringUntold(CredentialId id) {
        return bring(id);
    }

    /** Brings the servers to a credential that was just given out, unless they are there; the credential with how far they are. */
    default Credential bring(Credential credential) {
        if (credential.standing().sync() == SyncStatus.SYNCED) {
            return credential;
        }
        return credential.withSync(bring(credential.id()).status());
    }
}
