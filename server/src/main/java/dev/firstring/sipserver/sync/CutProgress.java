package dev.firstring.sipserver.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a server in ending the access that a change (the cut) revoked. Immutable.
 *
 * @param revision the revision of the cut; 0 for none
 * @param begun when ending the access was first attempted; null if it was not
 * @param cachesDropped when the server's caches were last dropped, after which it admits no phone by the old state;
 *     null until then
 */
record CutProgress(
        long revision, @Nullable Instant begun, @Nullable Instant cachesDropped) {

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
     * The progress after a failed attempt. A server that reads the database has the change once it is committed, so its
     * cut has begun; on any other server it begins once the server has accepted the change.
     */
    CutProgress afterFailure(long cut, boolean readsDatabase, Instant now) {
        return readsDatabase || isOf(cut) ? of(cut, now) : NONE;
    }

    CutProgress withCachesDropped(Instant at) {
        return new CutProgress(revision, begun, at);
    }
}
