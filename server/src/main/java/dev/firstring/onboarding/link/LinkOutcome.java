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

    /** The session does not wait to be linked. */
    record NotNow(SessionRefusal refusal) implements LinkOutcome {}

    /** The account does not get the number. */
    record NotClaimed(PhoneNumber number, ClaimOutcome.Refused refusal) implements LinkOutcome {}

    /** The account gets no credential for the number. */
    record NotProvisioned(ProvisionCredential.Refused refusal) implements LinkOutcome {}

    /** Another number may take the place of one of the account only with a signed-in account. */
    record AuthenticationRequired() implements LinkOutcome {}

    /** Another number may take the place of one of the account only soon after a sign-in. */
    record ReauthenticationRequired(Duration freshSignIn) implements LinkOutcome {}

    /** The number to be replaced is not the account's. */
    record ReplacedNumberNotHeld() implements LinkOutcome {}
}
