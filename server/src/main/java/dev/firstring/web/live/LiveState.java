package dev.firstring.web.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The state that updates a page, in the page's language. A null field leaves the page unchanged.
 *
 * @param step the step of the session; a page of another step is reloaded
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LiveState(
        @Nullable String step,
        @Nullable Code code,
        @Nullable Phone phone) {

    /** The state of a session without anything to tell but its step. */
    public static LiveState at(String step) {
        return new LiveState(step, null, null);
    }

    /**
     * The code of a session.
     *
     * @param state what the page of the code shows; a page that shows another state is reloaded
     * @param delivery the delivery state of the last message, as on the wire; null if nothing was sent
     * @param deliveryText the same as text
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Code(
            String state,
            @Nullable String delivery,
            @Nullable String deliveryText) {}

    /**
     * The phone of a credential.
     *
     * @param sync whether the SIP servers have the account: {@code synced} or {@code pending}
     * @param registered whether a phone is registered, or has called
     * @param registeredText {@code registered} as text
     * @param called whether a call was answered
     * @param title what the page is about now: setting up, the registration, or the first call
     */
    public record Phone(String sync, boolean registered, String registeredText, boolean called, String title) {}
}
