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
 * @param known whether the server was seen to have it. It says what to try first and nothing more: an account that is
 *     known may be gone, and one that is not may be there, made by a call whose answer came too late
 */
public record WantedAccount(
        SipAddress address,
        boolean enabled,
        SipSecret secret,
        @Nullable DisplayName displayName,
        @Nullable PhoneNumber number,
        Instant created,
        boolean known) {

    /** One that the server was not seen to have. */
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
