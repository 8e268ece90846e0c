package dev.firstring.onboarding.resend;

import dev.firstring.messaging.Channel;
import dev.firstring.onboarding.session.NamedNumber;
import org.jspecify.annotations.Nullable;

/**
 * A person asks for the code again.
 *
 * @param address the caller's address as limits count it
 * @param challenge a solved challenge; null if there is none
 */
public record ResendRequest(
        NamedNumber number,
        Channel channel,
        String address,
        @Nullable String challenge) {}
