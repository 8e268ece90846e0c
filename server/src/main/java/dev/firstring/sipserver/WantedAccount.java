package dev.firstring.sipserver;

import dev.firstring.account.DisplayName;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.sip.SipAddress;
import dev.firstring.sip.SipSecret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The account that a server should have for a credential that is not revoked. Immutable.
 *
 * @param enabled whether phones may register
 * @param number the phone number that the credential was created for; null if its account is erased
 * @param created when the service created the credential; an account on a server that is clearly older is another
 *     system's
 * @param known whether the server is known to have the account. This is only a hint for what to try first: a known
 *     account may have been deleted, and an unknown one may exist, created by a call whose response was lost
 */
public record WantedAccount(
        SipAddress address,
        boolean enabled,
        SipSecret secret,
        @Nullable DisplayName displayName,
        @Nullable PhoneNumber number,
        Instant created,
        boolean known) {

    /** An account that the server is not known to have. */
    public WantedAccount(
            SipAddress address,
            boolean enabled,
            SipSecret secret,
            @Nullable DisplayName displayName,
            @Nullable PhoneNumber number,
            Instant created) {
        this(address, enabled, secret, displayName, number, created, false);
    }

    public Aor aor() {
        return Aor.of(address);
    }
}
