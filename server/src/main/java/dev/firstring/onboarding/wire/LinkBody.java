package dev.firstring.onboarding.wire;

import dev.firstring.http.Choice;
import dev.firstring.http.CleanText;
import dev.firstring.http.Required;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What a link is asked with.
 *
 * @param tokenDelivery where the tokens go: {@code body} (default on the snake_case side) or {@code cookie}
 * @param replacesPhoneNumber a number of the same account that the new one takes the place of
 */
public record LinkBody(
        @Required @CleanText(max = 128) @Nullable String sessionId,
        @CleanText(max = 100) @Nullable String displayName,
        @Choice({"body", "cookie"}) @Nullable String tokenDelivery,
        @Size(max = 64) @Nullable String replacesPhoneNumber) {}
