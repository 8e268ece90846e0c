package dev.firstring.verification;

import java.util.Arrays;
import java.util.UUID;

/**
 * What a code is derived from besides the server key: all that the database holds of it.
 *
 * @param verificationId the verification
 * @param salt 16 random bytes; not copied
 * @param keyId the root key in force when the code was made
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
