package dev.firstring.sipserver.sync;

import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.ServerId;
import java.time.Instant;

/**
 * An account on a server that belongs to this node until the lease ends.
 *
 * @param token what the row's token is now: whoever raises it next owns the row
 * @param applied the last revision that the server has in full
 * @param attempts failures since the last success
 * @param cut how far the end of what was good before is
 * @param asked what has to be done there besides the revision
 */
record HeldWork(
        CredentialId credential,
        ServerId server,
        long token,
        Instant leaseUntil,
        long applied,
        int attempts,
        CutProgress cut,
        Asked asked) {}
