package dev.firstring.sipserver.sync;

import dev.firstring.platform.keys.Sealed;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.SipSecret;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.WantedAccount;
import org.jspecify.annotations.Nullable;

/**
 * What the database wants of a credential at this moment.
 *
 * @param sealed its secret; null once it is revoked
 * @param cut the last revision that ended what was good before; 0 for none
 */
record WantedState(Credential credential, @Nullable Sealed sealed, long cut) {

    boolean revoked() {
        return credential.status() == CredentialStatus.REVOKED;
    }

    boolean active() {
        return credential.status() == CredentialStatus.ACTIVE;
    }

    long revision() {
        return credential.standing().revision();
    }

    Aor aor() {
        return Aor.of(credential.address());
    }

    /**
     * What a server should have of it, unless it is revoked.
     *
     * @param known whether the server had an earlier revision
     */
    WantedAccount account(SipSecret secret, boolean known) {
        return new WantedAccount(
                credential.address(),
                active(),
                secret,
                credential.profile().displayName(),
                credential.number(),
                credential.times().created(),
                known);
    }
}
