package dev.firstring.sipserver.sync;

import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.sync.WantedStateStore.WantedState;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An account on a server that this node works on until the lease expires.
 *
 * @param token the fencing token: the node that next increments the row's token owns the row
 * @param applied the last revision that was completely applied to the server
 * @param attempts consecutive failures
 * @param cut the progress of ending the access that a change revoked
 * @param requests what is to be done besides applying the revision
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
     * Pending requests to a server beyond the state of a credential.
     *
     * @param number the request counter; requests up to this number are done when the attempt is complete
     * @param compare whether the server is to be compared with the database
     * @param contacts when the end of all registrations was requested; null if it was not
     * @param devices the contacts to end, by {@code LiveContact#id()}, and when that was requested
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

    /** The lease expired during the attempt: another node may own the row. */
    static final class LeaseLost extends RuntimeException {

        private LeaseLost() {
            super("the lease is over", null, false, false);
        }
    }

    /**
     * Checks the lease. Must be called before each call to the server.
     *
     * @throws LeaseLost if the lease has expired
     */
    void requireLease(Clock clock) {
        if (!clock.instant().isBefore(leaseUntil)) {
            throw new LeaseLost();
        }
    }

    /** Whether revoked access must be ended. Once begun, this continues until it is complete. */
    boolean endsAccess(WantedState wanted) {
        return wanted.cut() > applied || cut.isOf(wanted.cut());
    }

    /**
     * Whether the account must be written. If work is due without a request or a change, a node that lost its lease may
     * have overwritten the account.
     */
    boolean writesAccount(WantedState wanted) {
        return requests.none() || applied < wanted.revision();
    }

    /** The progress of ending access after an attempt that failed before or during it. */
    CutProgress cutAfterFailure(WantedState wanted, SipServer server, Instant now) {
        boolean readsDatabase = server.capabilities().contains(Capability.READS_DATABASE);
        return endsAccess(wanted) ? cut.afterFailure(wanted.cut(), readsDatabase, now) : CutProgress.NONE;
    }

    /**
     * The progress of a server in ending the access that a change (the cut) revoked. Immutable.
     *
     * @param revision the revision of the cut; 0 for none
     * @param begun when ending the access was first attempted; null if it was not
     * @param cachesDropped when the server's caches were last dropped, after which it admits no phone by the old state;
     *     null until then
     */
    record CutProgress(
            long revision,
            @Nullable Instant begun,
            @Nullable Instant cachesDropped) {

        static final CutProgress NONE = new CutProgress(0, null, null);

        /** Whether ending the access of this cut has begun. */
        boolean isOf(long cut) {
            return begun != null && revision == cut;
        }

        /** The progress of this cut, which begins now if it has not. */
        CutProgress of(long cut, Instant now) {
            return isOf(cut) ? this : new CutProgress(cut, now, null);
        }

        /**
         * The progress after a failed attempt. A server that reads the database has the change once it is committed, so
         * its cut has begun; on any other server it begins once the server has accepted the change.
         */
        CutProgress afterFailure(long cut, boolean readsDatabase, Instant now) {
            return readsDatabase || isOf(cut) ? of(cut, now) : NONE;
        }

        CutProgress withCachesDropped(Instant at) {
            return new CutProgress(revision, begun, at);
        }
    }
}
