package dev.firstring.platform.keys.rotation;

import java.util.List;

/** How a rotation ended. */
public sealed interface RotationOutcome {

    /**
     * New things are made under the key, and what is stored for long is under it, save for what was left.
     *
     * @param olderKeyIds the keys that are kept for reading
     * @param retiredKeyIds the keys that this run removed for good
     */
    record Rotated(int keyId, List<Integer> olderKeyIds, List<Integer> retiredKeyIds, List<Resealed> resealed)
            implements RotationOutcome {

        public Rotated {
            retiredKeyIds = List.copyOf(retiredKeyIds);
            olderKeyIds = List.copyOf(olderKeyIds);
            resealed = List.copyOf(resealed);
        }

        /** Whether everything that can be is under the key. */
        public boolean complete() {
            return resealed.stream().allMatch(one -> one.left() == 0);
        }
    }

    /** Another rotation changed the keys meanwhile; this one stopped and undid nothing. Run again to follow it. */
    record Overtaken() implements RotationOutcome {}

    /**
     * What became of one kind of value.
     *
     * @param done how many were put under the current key
     * @param left how many are still under an older one
     */
    record Resealed(String what, int done, int left) {}
}
