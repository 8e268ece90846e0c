package dev.firstring.sipserver;

import dev.firstring.account.DisplayName;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.sip.SipAddress;
import dev.firstring.sip.SipSecret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a server should have of a credential that is not revoked. Immutable.
 *
 * @param enabled whether phones may register
 * @param number the number that it was made for; null once its account is erased
 * @param created when the service made it: an account on a server that is clearly older was made by somebody else
 */
public record WantedAccount(
        SipAddress address,
        boolean enabled,
        SipSecret secret,
        @Nullable DisplayName displayName,
        @Nullable PhoneNumber number,
        Instant created) {

    public Aor aor() {
        return Aor.of(address);
    }
}
