package dev.firstring.sip.credential;

import dev.firstring.account.AccountId;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.SipSecret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads one credential with its secret. Thread-safe. */
@Component
public final class ReadCredential {

    private final Credentials credentials;
    private final SealedSecrets secrets;

    ReadCredential(Credentials credentials, SealedSecrets secrets) {
        this.credentials = credentials;
        this.secrets = secrets;
    }

    /**
     * A credential and its secret.
     *
     * @param secret null if the credential is revoked
     */
    public record Found(Credential credential, @Nullable SipSecret secret) {}

    /**
     * The account's credential with that id; empty if it is unknown or belongs to another account, which callers cannot
     * distinguish.
     *
     * @throws IllegalStateException if the secret cannot be decrypted
     */
    public Optional<Found> byId(CredentialId id, AccountId account) {
        return credentials.find(id, account).map(stored -> open(stored));
    }

    private Found open(CredentialRow.Stored stored) {
        Credential credential = stored.credential();
        return new Found(credential, stored.secret() == null ? null : secrets.open(credential.id(), stored.secret()));
    }
}
