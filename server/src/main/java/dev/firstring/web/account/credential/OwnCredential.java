package dev.firstring.web.account.credential;

import dev.firstring.account.AccountId;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.credential.ReadCredential;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * Finds the credential in a URL. Credentials that are absent, revoked or another account's are not distinguished.
 * Thread-safe.
 */
@Component
final class OwnCredential {

    private final ReadCredential read;

    OwnCredential(ReadCredential read) {
        this.read = read;
    }

    /**
     * Returns the account's credential.
     *
     * @throws ResponseStatusException 404, if the account has no such credential or it is revoked
     */
    ReadCredential.Found of(String id, AccountId account) {
        return find(id, account).orElseThrow(OwnCredential::unknown);
    }

    Optional<ReadCredential.Found> find(String id, AccountId account) {
        return CredentialId.parse(id)
                .flatMap(credential -> read.byId(credential, account))
                .filter(found -> found.credential().status() != CredentialStatus.REVOKED);
    }

    static ResponseStatusException unknown() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
