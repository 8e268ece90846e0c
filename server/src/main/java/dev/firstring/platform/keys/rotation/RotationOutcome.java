package dev.firstring.platform.keys.rotation;

import java.util.List;

/** The outcome of a rotation. */
public sealed interface RotationOutcome {

    /**
     * New values use the key, and stored values were re-encrypted under it, except those counted as left.
     *
     * @param olderKeyIds the keys that are kept for reading
     * @param retiredKeyIds the keys that this run permanently removed
     */
    record Rotated(int keyId, List<Integer> olderKeyIds, List<Integer> retiredKeyIds, List<Resealed> resealed)
            implements RotationOutcome {

        public Rotated {
            retiredKeyIds = List.copyOf(retiredKeyIds);
            olderKeyIds = List.copyOf(olderKeyIds);
            resealed = List.copyOf(resealed);
        }

        /** Whether all stored values are under the key. */
        public boolean complete() {
            return resealed.stream().allMatch(one -> one.left() == 0);
        }
    }

    /** A concurrent rotation changed the keys, so this one stopped without undoing anything. The next run continues. */
    record Overtaken() implements RotationOutcome {}

    /**
     * The outcome for one kind of value.
     *
     * @param done the number of values re-encrypted under the current key
     * @param left the number of values still under an older key
     */
    record Resealed(String what, int done, int left) {}
}
