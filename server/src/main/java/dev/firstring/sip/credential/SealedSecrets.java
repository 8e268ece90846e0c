package dev.firstring.sip.credential;

import dev.firstring.platform.keys.SecretBox;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.SipSecret;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

/** Encrypts the secrets of credentials at rest. Each ciphertext is bound to its credential. Thread-safe. */
@Component
public final class SealedSecrets {

    private final SecretBox box;

    public SealedSecrets(SecretBox box) {
        this.box = box;
    }

    public SecretBox.Sealed seal(CredentialId id, SipSecret secret) {
        return box.seal(secret.reveal().getBytes(StandardCharsets.US_ASCII), id.bytes());
    }

    /**
     * Decrypts a secret.
     *
     * @throws IllegalStateException if the key is unknown, or the ciphertext is not of this credential; the message
     *     names the credential
     */
    public SipSecret open(CredentialId id, SecretBox.Sealed sealed) {
        try {
            return SipSecret.of(new String(box.open(sealed, id.bytes()), StandardCharsets.US_ASCII));
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new IllegalStateException("could not open the secret of SIP credential " + id, e);
        }
    }

    /** The id of the key under which secrets are currently encrypted. */
    public int currentKeyId() {
        return box.currentKeyId();
    }
}
