package dev.firstring.verification;

import java.util.Arrays;
import java.util.UUID;

/**
 * The stored input that a code is derived from, together with the server key.
 *
 * @param verificationId the verification
 * @param salt 16 random bytes; not copied
 * @param keyId the root key that was current when the code was created
 */
public record CodeSeed(UUID verificationId, byte[] salt, int keyId) {

    public CodeSeed {
        if (salt.length != 16) {
            throw new IllegalArgumentException("a salt is 16 bytes");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CodeSeed that
                && verificationId.equals(that.verificationId)
                && keyId == that.keyId
                && Arrays.equals(salt, that.salt);
    }

    @Override
    public int hashCode() {
        return verificationId.hashCode();
    }

    @Override
    public String toString() {
        return "CodeSeed[" + verificationId + "]";
    }
}
