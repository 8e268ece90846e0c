package dev.firstring.onboarding.wire;

import dev.firstring.account.token.TokensView;
import dev.firstring.sip.view.CredentialView;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account with its SIP credential.
 *
 * @param tokens null when they travel as cookies
 * @param deviceToken shows at a later start that this device has been the account's; keep it in the device's secure storage.
 *     Null when it travels as a cookie, and when the one that the start was sent with stays good
 */
public record LinkedData(
        String sessionId,
        boolean completed,
        String currentStep,
        User user,
        String phoneNumber,
        CredentialView sipCredentials,
        @Nullable TokensView tokens,
        @Nullable String deviceToken) {

    /** The account. */
    public record User(UUID id, @Nullable String name) {}

    @Override
    public String toString() {
        return "LinkedData[" + user.id() + "]";
    }
}
