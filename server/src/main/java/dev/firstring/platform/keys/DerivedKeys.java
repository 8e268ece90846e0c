package dev.firstring.platform.keys;

/**
 * Keys derived from the server's root keys, one per purpose, so that a key for one purpose is useless for another.
 * Every root key has an id, so that values made under an older root key can still be verified. Thread-safe.
 */
public interface DerivedKeys {

    /** The id of the root key for new values. */
    int currentKeyId();

    /**
     * Derives the 32-byte key for a purpose from a root key.
     *
     * @throws IllegalStateException if there is no root key with this id
     */
    byte[] derive(String purpose, int keyId);
}
