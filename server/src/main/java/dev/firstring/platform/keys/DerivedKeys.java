package dev.firstring.platform.keys;

/**
 * Keys derived from the server's root keys, one per purpose, so that a key made for one thing is of no use for another.
 * Every root key has an id; what was made under an older one can still be checked. Thread-safe.
 */
public interface DerivedKeys {

    /** The id of the root key to derive new things from. */
    int currentKeyId();

    /**
     * The 32 byte key for a purpose under a root key.
     *
     * @throws IllegalStateException if there is no root key of that id
     */
    byte[] derive(String purpose, int keyId);
}
