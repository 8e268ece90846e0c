package dev.firstring.sipserver.sync;

import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.SipServer;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An account on a server that this node works on until the lease ends.
 *
 * @param token the fencing token: the node that raises the row's token next owns the row
 * @param applied the last revision that the server has in full
 * @param attempts failures since the last success
 * @param cut how far the server is with ending the access that a change took away
 * @param requests what has to be done there besides the revision
 */
record HeldWork(
        CredentialId credential,
        ServerId server,
        long token,
        Instant leaseUntil,
        long applied,
        int attempts,
        CutProgress cut,
        Requests requests) {

    /**
     * Requests to a server beyond the state of a credential that are not done yet.
     *
     * @param number counts requests; those up to it are done when the attempt is complete
     * @param compare whether the server has to be compared with the database
     * @param contacts when the end of all registrations was requested; null if it was not
     * @param devices the contacts that have to go, by {@code LiveContact#id()}, and when that was requested
     */
    record Requests(long number, boolean compare, @Nullable Instant contacts, Map<String, Instant> devices) {

        Requests {
            devices = Map.copyOf(devices);
        }

        boolean endContacts() {
            return contacts != null || !devices.isEmpty();
        }

        boolean none() {
            return !compare && !endContacts();
        }
    }

    /** The lease ended during the attempt: another node may own the row. */
    static final class LeaseLost extends RuntimeException {

        private LeaseLost() {
            super("the lease is over", null, false, false);
        }
    }

    /**
     * To be called before each call to the server.
     *
     * @throws LeaseLost if the lease is over
     */
    void requireLease(Clock clock) {
        if (!clock.instant().isBefore(leaseUntil)) {
            throw new LeaseLost();
        }
    }

    /** Whether access has to end that was granted before; once begun, this is continued until it is complete. */
    boolean endsAccess(WantedState wanted) {
        return wanted.cut() > applied || cut.isOf(wanted.cut());
    }

    /**
     * Whether the account has to be written. Work that is due without a request or a change may have been overwritten by a node
     * that lost its lease.
     */
    boolean writesAccount(WantedState wanted) {
        return requests.none() || applied < wanted.revision();
    }

    /** How far the end of access is after an attempt that failed before or while it was worked on. */
    CutProgress cutAfterFailure(WantedState wanted, SipServer server, Instant now) {
        boolean readsDatabase = server.capabilities().contains(Capability.READS_DATABASE);
        return endsAccess(wanted) ? cut.afterFailure(wanted.cut(), readsDatabase, now) : CutProgress.NONE;
    }
}
