package dev.firstring.sip.sync;

import dev.firstring.sip.CredentialId;
import java.util.Collection;

/** Listens for credentials that a SIP server has accepted. A notification may be repeated, or lost if a node fails. */
public interface SyncListener {

    /**
     * Called when one server has the credentials, outside any transaction. The listener must check whether all servers
     * have them.
     */
    void accepted(Collection<CredentialId> credentials);
}
