package dev.firstring.messaging;

import dev.firstring.verification.Otp;
import java.util.UUID;

/**
 * Makes the code of a verification again, for a message whose first sender died. It is the same code that the
 * verification has had from its start. Thread-safe.
 */
@FunctionalInterface
public interface CodeSource {

    /**
     * The code of a verification.
     *
     * @throws IllegalStateException if this node has no key of that id
     */
    Otp codeOf(UUID verificationId, byte[] salt, int keyId);
}
