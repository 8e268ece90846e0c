package dev.firstring.onboarding.resend;

import dev.firstring.messaging.Channel;
import dev.firstring.phone.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * A person asks for the code again.
 *
 * @param address the caller's address as limits count it
 * @param challenge a solved challenge; null if there is none
 */
public record ResendRequest(
        PhoneNumber number,
        Channel channel,
        String address,
        @Nullable String challenge) {}
