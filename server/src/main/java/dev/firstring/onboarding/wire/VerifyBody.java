package dev.firstring.onboarding.wire;

import dev.firstring.http.CleanText;
import dev.firstring.http.Required;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What a code is judged with.
 *
 * @param otpCode the code as it was typed: spaces, dashes, marks of direction and the digits of any
 *     script are fine
 */
public record VerifyBody(
        @Required @CleanText(max = 128) @Nullable String sessionId,
        @Required @Size(max = 64) @Nullable String phoneNumber,
        @Required @Size(max = 64) @Nullable String otpCode) {}
