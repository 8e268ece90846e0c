package dev.firstring.web.account;

import dev.firstring.account.AccountId;
import dev.firstring.account.DisplayName;
import dev.firstring.account.profile.Profiles;
import dev.firstring.account.profile.RenameAccount;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.credential.ListCredentials;
import dev.firstring.sip.credential.RenameCredential;
import dev.firstring.sip.sync.CredentialSync;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Gives an account its display name, and its credentials too, except those that have a name of their own. So the name is
 * asked for once. Thread-safe.
 */
@Component
final class GiveName {

    private final Profiles profiles;
    private final RenameAccount renameAccount;
    private final ListCredentials credentials;
    private final RenameCredential renameCredential;
    private final CredentialSync sync;
    private final Clock clock;

    GiveName(
            Profiles profiles,
            RenameAccount renameAccount,
            ListCredentials credentials,
            RenameCredential renameCredential,
            CredentialSync sync,
            Clock clock) {
        this.profiles = profiles;
        this.renameAccount = renameAccount;
        this.credentials = credentials;
        this.renameCredential = renameCredential;
        this.sync = sync;
        this.clock = clock;
    }

    /** Returns whether the account exists and has the name. */
    boolean give(AccountId account, DisplayName name) {
        Optional<DisplayName> former = profiles.displayNameOf(account);
        if (renameAccount.rename(account, name).isEmpty()) {
            return false;
        }
        Instant now = clock.instant();
        credentials.of(account).stream()
                .filter(credential -> credential.status() != CredentialStatus.REVOKED)
                .filter(credential -> credential.profile().displayName() == null
                        || former.equals(Optional.of(credential.profile().displayName())))
                .forEach(credential -> rename(credential, account, name, now));
        return true;
    }

    private void rename(Credential credential, AccountId account, DisplayName name, Instant now) {
        if (renameCredential.rename(credential.id(), account, name, "owner", now)
                instanceof RenameCredential.Renamed(Credential renamed)) {
            sync.sync(renamed);
        }
    }
}
