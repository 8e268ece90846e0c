package dev.firstring.web.account.credential;

import dev.firstring.account.AccountId;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.credential.ReadCredential;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** The credential that an address names. Another account's, a revoked one and none at all cannot be told apart. Thread-safe. */
@Component
final class OwnCredential {

    private final ReadCredential read;

    OwnCredential(ReadCredential read) {
        this.read = read;
    }

    /** @throws ResponseStatusException 404, if the account has no such credential or it is over */
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
