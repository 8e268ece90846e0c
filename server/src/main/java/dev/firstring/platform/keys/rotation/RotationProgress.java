package dev.firstring.platform.keys.rotation;

import java.time.Duration;

/** Receives the progress of a rotation. */
public interface RotationProgress {

    /** An interrupted rotation continues with this key; no new key is added. */
    void continued(int keyId);

    /** A new key is in the database but not yet in use. */
    void added(int keyId);

    /** New values use this key. */
    void inUse(int keyId);

    /** The rotation waits until every node has read the database. */
    void waiting(Duration time);

    /** {@code done} of {@code total} values are under the current key, after the elapsed time. */
    void resealed(String what, int done, int total, Duration elapsed);
}
