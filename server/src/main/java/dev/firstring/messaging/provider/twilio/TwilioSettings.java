package dev.firstring.messaging.provider.twilio;

import dev.firstring.messaging.provider.CallTime;
import dev.firstring.platform.Secret;
import dev.firstring.platform.call.BaseUrl;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Twilio, the sender {@code twilio}.
 *
 * @param accountSid the account ({@code AC...}); default none: Twilio is not configured
 * @param authToken the account's token; it also verifies the signatures of receipts
 * @param from the sender of SMS: a number or name of the account, unless there is a messaging service or
 *     {@code firstring.messaging.sender-ids} has one for the country
 * @param messagingServiceSid the messaging service ({@code MG...}) that chooses the sender; default none
 * @param voiceFrom the calling number; default none: Twilio makes no calls
 * @param url the URL of the API; default {@code https://api.twilio.com}
 * @param timeout how long a call to the API may take, 100 ms to 4500 ms; default 2 s
 */
@Validated
@ConfigurationProperties("firstring.messaging.twilio")
record TwilioSettings(
        @DefaultValue("") String accountSid,
        @Nullable Secret authToken,
        @DefaultValue("") String from,
        @DefaultValue("") String messagingServiceSid,
        @DefaultValue("") String voiceFrom,
        @DefaultValue("https://api.twilio.com") String url,
        @DefaultValue("2s") Duration timeout) {

    private static final String PREFIX = "firstring.messaging.twilio.";

    TwilioSettings {
        CallTime.checked(PREFIX + "timeout", timeout);
        try {
            url = BaseUrl.of(url).toString();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PREFIX + "url " + e.getMessage(), e);
        }
        if (!accountSid.isEmpty() && authToken == null) {
            throw new IllegalArgumentException(PREFIX + "auth-token is missing: the token of the account.");
        }
        if (!accountSid.isEmpty() && from.isEmpty() && messagingServiceSid.isEmpty() && voiceFrom.isEmpty()) {
            throw new IllegalArgumentException(
                    PREFIX + "from, messaging-service-sid or voice-from must say whom messages come from.");
        }
    }
}
