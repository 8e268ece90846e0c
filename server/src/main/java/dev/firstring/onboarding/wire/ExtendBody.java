package dev.firstring.onboarding.wire;

import dev.firstring.http.CleanText;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * How much more time a session is to have.
 *
 * @param sessionId may be left out where the path or a header names the session
 * @param additionalHours hours to add, 1 to 24; left out for what the service adds by default. No session lasts longer than a
 *     day from its beginning
 */
public record ExtendBody(
        @CleanText(max = 128) @Nullable String sessionId,
        @Min(1) @Max(24) @Nullable Integer additionalHours) {}
