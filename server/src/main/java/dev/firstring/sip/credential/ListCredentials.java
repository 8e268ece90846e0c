package dev.firstring.sip.credential;

import dev.firstring.account.AccountId;
import dev.firstring.sip.Credential;
import java.util.List;
import org.springframework.stereotype.Component;

/** What credentials an account has, without secrets. Thread-safe. */
@Component
public final class ListCredentials {

    private final Credentials credentials;

    ListCredentials(Credentials credentials) {
        this.credentials = credentials;
    }

    /** All that are not revoked and the newest revoked ones, 100 at most; live ones first, newest first. */
    public List<Credential> of(AccountId account) {
        return credentials.list(account);
    }

    /** Whether the account has a credential that phones can register with. */
    public boolean anyActive(AccountId account) {
        return credentials.hasActive(account);
    }
}
