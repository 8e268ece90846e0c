package dev.firstring.sip.sync;

import dev.firstring.sip.CredentialId;
import java.util.Collection;

/** Is told of credentials that a SIP server has accepted. It may be told twice, and not at all if a node dies. */
public interface SyncListener {

    /** A server has them now; whether all servers have, the listener has to look. Outside any transaction. */
    void accepted(Collection<CredentialId> credentials);
}
