package dev.firstring.sipserver.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a server is with ending the access that a change (the cut) took away. Immutable.
 *
 * @param revision that of the change; 0 for none
 * @param begun when ending it was first tried; null if it was not
 * @param cachesDropped when the server's caches were last dropped, after which it admits nobody by what was valid before the
 *     change; null until then
 */
record CutProgress(
        long revision, @Nullable Instant begun, @Nullable Instant cachesDropped) {

    static final CutProgress NONE = new CutProgress(0, null, null);

    /** Whether it is the change of that revision that has begun to end. */
    boolean isOf(long cut) {
        return begun != null && revision == cut;
    }

    /** The progress of the change of this revision, which begins now if it has not. */
    CutProgress of(long cut, Instant now) {
        return isOf(cut) ? this : new CutProgress(cut, now, null);
    }

    /**
     * The progress after an attempt that failed. A server that reads the database has the change by its commit, so the end has
     * begun; on another it begins once the server has accepted the change.
     */
    CutProgress afterFailure(long cut, boolean readsDatabase, Instant now) {
        return readsDatabase || isOf(cut) ? of(cut, now) : NONE;
    }

    CutProgress withCachesDropped(Instant at) {
        return new CutProgress(revision, begun, at);
    }
}
