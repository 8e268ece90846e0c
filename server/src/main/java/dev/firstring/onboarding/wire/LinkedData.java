package dev.firstring.onboarding.wire;

import dev.firstring.account.token.TokensView;
import dev.firstring.sip.view.CredentialView;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account with its SIP credential.
 *
 * @param tokens absent when they travel as cookies
 */
public record LinkedData(
        String sessionId,
        boolean completed,
        String currentStep,
        User user,
        String phoneNumber,
        CredentialView sipCredentials,
        @Nullable TokensView tokens) {

    /** The account. */
    public record User(UUID id, @Nullable String name) {}

    @Override
    public String toString() {
        return "LinkedData[" + user.id() + "]";
    }
}
