package dev.firstring.platform.keys;

/**
 * Secrets at rest that a key rotation re-encrypts under the current key. A room that stores {@link SecretBox.Sealed}
 * values for long contributes an implementation as a bean; values that live for at most a day need none, since old keys
 * are kept for decryption.
 *
 * <p>Nodes continue to encrypt and decrypt meanwhile, and two rotations may run concurrently: a batch replaces a value
 * only if it has not changed since it was read.
 */
public interface Reseal {

    /** The name of the values, in the plural, for operators: {@code SIP secrets}. */
    String what();

    /** The number of values under other keys than the current one. */
    int remaining();

    /**
     * Re-encrypts at most that many values under the current key, in one transaction.
     *
     * @return the number of replaced values; 0 if there are no more that it can replace
     */
    int batch(int limit);
}
