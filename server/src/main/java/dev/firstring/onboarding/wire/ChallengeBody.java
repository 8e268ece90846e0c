package dev.firstring.onboarding.wire;

import dev.firstring.http.CleanText;
import dev.firstring.http.Required;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What a challenge is asked with.
 *
 * @param phoneNumber the number that a start is going to name
 */
public record ChallengeBody(
        @Required @Size(max = 64) @Nullable String phoneNumber,
        @CleanText(max = 3) @Nullable String region) {}
