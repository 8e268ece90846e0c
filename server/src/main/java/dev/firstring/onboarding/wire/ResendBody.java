package dev.firstring.onboarding.wire;

import dev.firstring.http.Choice;
import dev.firstring.http.CleanText;
import dev.firstring.http.Required;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What a resend is asked with.
 *
 * @param channel {@code sms}, the default, or {@code voice}
 */
public record ResendBody(
        @Required @CleanText(max = 128) @Nullable String sessionId,
        @Required @Size(max = 64) @Nullable String phoneNumber,
        @Choice({"sms", "voice"}) @Nullable String channel) {}
