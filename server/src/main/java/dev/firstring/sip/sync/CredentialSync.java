package dev.firstring.sip.sync;

import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialId;

/**
 * Synchronizes SIP servers with the database. The transaction that changes a credential records the work for each
 * server; this interface only does it at once rather than a second later. Thread-safe.
 */
public interface CredentialSync {

    /**
     * Brings every server to the current state of the credential, within the time limit of a request; the rest is done
     * in the background, by any node. Call it after the commit. Never throws if a server fails.
     */
    SyncReport sync(CredentialId id);

    /**
     * The same for a newly drawn secret that has not been disclosed yet. A phone that registers before this method
     * returns therefore used the old secret. If a server keeps accepting that for a moment, this method waits for some
     * seconds at most.
     */
    default SyncReport syncUndisclosed(CredentialId id) {
        return sync(id);
    }

    /**
     * Synchronizes a credential that was just returned by provisioning, unless it is synced; returns it with its sync
     * status.
     */
    default Credential sync(Credential credential) {
        if (credential.standing().sync() == SyncStatus.SYNCED) {
            return credential;
        }
        return credential.withSync(sync(credential.id()).status());
    }
}
