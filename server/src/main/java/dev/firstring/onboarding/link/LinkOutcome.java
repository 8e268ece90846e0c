package dev.firstring.onboarding.link;

import dev.firstring.account.AccountId;
import dev.firstring.account.DisplayName;
import dev.firstring.account.ownership.ClaimOutcome;
import dev.firstring.account.ownership.DeviceToken;
import dev.firstring.account.token.TokenPair;
import dev.firstring.onboarding.session.SessionRefusal;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.sip.Credential;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.credential.ProvisionCredential;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The result of a link. */
public sealed interface LinkOutcome {

    /**
     * The account holds the number and has a credential that its phone registers with.
     *
     * @param device the token that binds the device to the account; null if the presented one remains valid
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

        /** A copy with the current state of the credential. */
        Linked with(Credential known) {
            return new Linked(account, displayName, number, known, secret, tokens, device);
        }
    }

    /** The session is not waiting to be linked. */
    record NotNow(SessionRefusal refusal) implements LinkOutcome {}

    /** The account cannot claim the number. */
    record NotClaimed(PhoneNumber number, ClaimOutcome.Refused refusal) implements LinkOutcome {}

    /** The account gets no credential for the number. */
    record NotProvisioned(ProvisionCredential.Refused refusal) implements LinkOutcome {}

    /** Replacing a number requires a signed-in account. */
    record AuthenticationRequired() implements LinkOutcome {}

    /** Replacing a number requires a recent sign-in. */
    record ReauthenticationRequired(Duration freshSignIn) implements LinkOutcome {}

    /** The account does not hold the number to be replaced. */
    record ReplacedNumberNotHeld() implements LinkOutcome {}
}
