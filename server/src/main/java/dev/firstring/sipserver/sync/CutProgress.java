package dev.firstring.sipserver.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the end of what was good before a change is on a server. Immutable.
 *
 * @param revision that of the change; 0 for none
 * @param begun when it was first tried; null if it was not
 * @param forgotten when the server was last made to forget, after which it admits nothing that was good before; null until
 *     then
 */
record CutProgress(
        long revision, @Nullable Instant begun, @Nullable Instant forgotten) {

    static final CutProgress NONE = new CutProgress(0, null, null);

    /** Whether it is the change of that revision that has begun. */
    boolean isOf(long cut) {
        return begun != null && revision == cut;
    }

    /** That of the change of this revision, which begins now if it has not. */
    CutProgress of(long cut, Instant now) {
        return isOf(cut) ? this : new CutProgress(cut, now, null);
    }

    /**
     * The same after an attempt that failed. On a server that reads the database the change is made and the end has begun; on
     * another it begins when the server has taken the change.
     */
    CutProgress afterFailure(long cut, boolean readsDatabase, Instant now) {
        return readsDatabase || isOf(cut) ? of(cut, now) : NONE;
    }

    /** The same when the server has been made to forget. */
    CutProgress forgotten(Instant now) {
        return new CutProgress(revision, begun, now);
    }
}
