package dev.firstring.sip.credential;

import dev.firstring.account.AccountId;
import dev.firstring.sip.Credential;
import java.util.List;
import org.springframework.stereotype.Component;

/** Lists the credentials of an account, without secrets. Thread-safe. */
@Component
public final class ListCredentials {

    private final Credentials credentials;

    ListCredentials(Credentials credentials) {
        this.credentials = credentials;
    }

    /**
     * All credentials that are not revoked and the newest revoked ones, at most 100; those not revoked first, newest
     * first.
     */
    public List<Credential> of(AccountId account) {
        return credentials.list(account);
    }

    /** Whether the account has an active credential, with which phones can register. */
    public boolean anyActive(AccountId account) {
        return credentials.hasActive(account);
    }
}
