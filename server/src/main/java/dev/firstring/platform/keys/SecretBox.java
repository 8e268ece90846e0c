package dev.firstring.platform.keys;

/**
 * Encryption at rest: AES-256-GCM under a keyset with key ids (ASVS 11.3.2). The associated data binds a ciphertext to
 * its record and must be the same for decryption. Thread-safe.
 */
public interface SecretBox {

    /** Encrypts under the current key. */
    Sealed seal(byte[] plaintext, byte[] associatedData);

    /**
     * Decrypts a ciphertext.
     *
     * @throws IllegalStateException if the key is unknown, or the ciphertext or the associated data was changed
     */
    byte[] open(Sealed sealed, byte[] associatedData);

    /** The id of the key that {@link #seal} currently uses. */
    int currentKeyId();

    /** A ciphertext and the id of its key. The array is not copied and must not be modified. */
    public record Sealed(int keyId, byte[] ciphertext) {

        @Override
        public String toString() {
            return "Sealed[keyId=" + keyId + ", " + ciphertext.length + " bytes]";
        }
    }
}
