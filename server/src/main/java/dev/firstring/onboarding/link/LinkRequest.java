package dev.firstring.onboarding.link;

import dev.firstring.account.Caller;
import dev.firstring.account.DisplayName;
import dev.firstring.onboarding.session.NamedNumber;
import dev.firstring.onboarding.session.SessionId;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who has proved a number wants an account for it.
 *
 * @param caller who asks: nobody known, or the bearer of a token
 * @param replaces a number of the same account that the new one takes the place of; null for none
 */
public record LinkRequest(
        SessionId session,
        Caller caller,
        @Nullable DisplayName displayName,
        @Nullable NamedNumber replaces) {}
