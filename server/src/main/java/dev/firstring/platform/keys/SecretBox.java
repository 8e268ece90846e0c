package dev.firstring.platform.keys;

/**
 * Encryption at rest: AES-256-GCM under a keyset with key ids (ASVS 11.3.2). The associated data binds a ciphertext to
 * the record it belongs to; it must be given again to open it. Thread-safe.
 */
public interface SecretBox {

    /** Encrypts under the current key. */
    Sealed seal(byte[] plaintext, byte[] associatedData);

    /**
     * Decrypts.
     *
     * @throws IllegalStateException if the key is unknown, or the ciphertext or the associated data is not the original
     */
    byte[] open(Sealed sealed, byte[] associatedData);

    /** The id of the key that {@link #seal} uses now. */
    int currentKeyId();
}
