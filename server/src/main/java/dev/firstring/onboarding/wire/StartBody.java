package dev.firstring.onboarding.wire;

import dev.firstring.http.Choice;
import dev.firstring.http.CleanText;
import dev.firstring.http.Required;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What a start is asked with.
 *
 * @param sessionId a session that was opened without a number and is to get this one; left out for a new session
 * @param phoneNumber E.164 with or without its plus sign; with a region also the national form
 * @param region ISO 3166 alpha-2 code that a national form is of
 * @param deviceToken what linking on this device gave earlier; browsers have it in a cookie
 * @param channel {@code voice} asks for a call where the number is a landline, which takes no SMS; otherwise the code comes
 *     by SMS
 * @param challenge a solved challenge, if one was asked for; a proof of work is base64 of ALTCHA's JSON
 */
public record StartBody(
        @CleanText(max = 128) @Nullable String sessionId,
        @Required @Size(max = 64) @Nullable String phoneNumber,
        @CleanText(max = 128) @Nullable String deviceId,
        @Choice({"ios", "android", "web"}) @Nullable String devicePlatform,
        @CleanText(max = 100) @Nullable String deviceName,
        @CleanText(max = 64) @Nullable String deviceToken,
        @CleanText(max = 3) @Nullable String region,
        @Choice({"sms", "voice"}) @Nullable String channel,
        @CleanText(max = 4096) @Nullable String challenge) {

    /** Neither the number nor the token. */
    @Override
    public String toString() {
        return "StartBody[" + region + ", " + devicePlatform + "]";
    }
}
