package dev.firstring.web.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a page shows of what happens elsewhere, in the words of its language. What is null has not changed the page.
 *
 * @param step where the session stands; a page of another step is loaded again
 * @param delivery the word that the wire has for the state of the last message
 * @param deliveryText the same in words
 * @param sync whether the SIP servers have the account: {@code synced} or {@code pending}
 * @param registered whether a phone is registered
 * @param registeredText the same in words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LiveState(
        @Nullable String step,
        @Nullable String delivery,
        @Nullable String deliveryText,
        @Nullable String sync,
        @Nullable Boolean registered,
        @Nullable String registeredText) {}
