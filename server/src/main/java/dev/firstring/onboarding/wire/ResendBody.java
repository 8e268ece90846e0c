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
 * @param challenge a solved challenge, if one was asked for; a proof of work is base64 of ALTCHA's JSON
 */
public record ResendBody(
        @Required @CleanText(max = 128) @Nullable String sessionId,
        @Required @Size(max = 64) @Nullable String phoneNumber,
        @Choice({"sms", "voice"}) @Nullable String channel,
        @CleanText(max = 4096) @Nullable String challenge) {}
