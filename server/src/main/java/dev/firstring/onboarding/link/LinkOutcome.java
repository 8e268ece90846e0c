package dev.firstring.onboarding.link;

import dev.firstring.account.AccountId;
import dev.firstring.account.DisplayName;
import dev.firstring.account.ownership.DeviceToken;
import dev.firstring.account.token.TokenPair;
import dev.firstring.onboarding.session.SessionRefusal;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.sip.Credential;
import dev.firstring.sip.SipSecret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of a link. */
public sealed interface LinkOutcome {

    /**
     * The number is the account's, and here is the credential that its phone registers with.
     *
     * @param device what binds the device to the account; null where the token that it presented stays good
     */
    record Linked(
            AccountId account,
            @Nullable DisplayName displayName,
            PhoneNumber number,
            Credential credential,
            SipSecret secret,
            TokenPair tokens,
            @Nullable DeviceToken device)
            implements LinkOutcome {

        /** The same with what is known of the credential by now. */
        Linked with(Credential known) {
            return new Linked(account, displayName, number, known, secret, tokens, device);
        }
    }

    /** Policy wants a signed-in account, or the token's account is gone. */
    record AuthenticationRequired() implements LinkOutcome {}

    /** Another number may take the place of one of the account only soon after a sign-in. */
    record ReauthenticationRequired(Duration freshSignIn) implements LinkOutcome {}

    /** The number's account was used so lately that a device it does not know may not have it yet. The holder is told. */
    record OnHold(PhoneNumber number, Duration retryAfter) implements LinkOutcome {}

    /** The account holds as many numbers, or has as many credentials, as it may. */
    record QuotaExceeded(int quota) implements LinkOutcome {}

    /** The account's credential for this number is suspended: linking again does not get around that. */
    record Suspended() implements LinkOutcome {}

    /** The number to be replaced is not the account's. */
    record ReplacedNumberNotHeld() implements LinkOutcome {}

    record NotNow(SessionRefusal refusal) implements LinkOutcome {}
}
