package dev.firstring.platform.keys.rotation;

import java.time.Duration;

/** Hears how a rotation comes along. */
public interface RotationProgress {

    /** A rotation that was begun earlier is continued with this key; no new one is made. */
    void continued(int keyId);

    /** A new key is in the database, and nothing is made under it yet. */
    void added(int keyId);

    /** New things are made under this key. */
    void inUse(int keyId);

    /** Waits for every node to read the database. */
    void waiting(Duration time);

    /** So many of so many values are under the current key, after that time. */
    void resealed(String what, int done, int total, Duration elapsed);
}
