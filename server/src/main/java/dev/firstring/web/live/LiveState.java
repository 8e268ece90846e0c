package dev.firstring.web.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The state that updates a page, in the page's language. A null field leaves the page unchanged.
 *
 * @param step the step of the session; a page of another step is reloaded
 * @param delivery the delivery state of the last message, as on the wire
 * @param deliveryText the same as text
 * @param sync whether the SIP servers have the account: {@code synced} or {@code pending}
 * @param registered whether a phone is registered
 * @param registeredText the same as text
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LiveState(
        @Nullable String step,
        @Nullable String delivery,
        @Nullable String deliveryText,
        @Nullable String sync,
        @Nullable Boolean registered,
        @Nullable String registeredText) {}
