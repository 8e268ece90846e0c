package dev.firstring.onboarding.wire;

import dev.firstring.http.CleanText;
import dev.firstring.http.Required;
import org.jspecify.annotations.Nullable;

/**
 * What a challenge is asked with.
 *
 * @param phoneNumber the number that a start is going to name
 */
public record ChallengeBody(
        @Required @CleanText(max = 64) @Nullable String phoneNumber,
        @CleanText(max = 3) @Nullable String region) {}
