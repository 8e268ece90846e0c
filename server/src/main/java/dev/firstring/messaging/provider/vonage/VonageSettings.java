package dev.firstring.messaging.provider.vonage;

import dev.firstring.messaging.provider.CallTime;
import dev.firstring.platform.Secret;
import dev.firstring.platform.call.BaseUrl;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Vonage, the sender {@code vonage}.
 *
 * @param apiKey the account's key; default none: Vonage is not configured
 * @param apiSecret the account's secret; it also signs the URLs of receipts for SMS
 * @param from the sender of SMS, unless {@code firstring.messaging.sender-ids} has one for the country
 * @param applicationId the application that makes calls; default none: Vonage makes no calls
 * @param privateKey the application's private key (PEM, PKCS 8)
 * @param voiceFrom the calling number
 * @param signatureSecret the secret with which Vonage signs its webhooks of calls; without it, those receipts are
 *     rejected
 * @param smsUrl the URL of the SMS API; default {@code https://rest.nexmo.com}
 * @param url the URL of the other APIs; default {@code https://api.nexmo.com}
 * @param conversions whether to report to Vonage which codes were entered, if the account has that feature; default
 *     false
 * @param timeout how long a call to the API may take, 100 ms to 4500 ms; default 2 s
 */
@Validated
@ConfigurationProperties("firstring.messaging.vonage")
record VonageSettings(
        @DefaultValue("") String apiKey,
        @Nullable Secret apiSecret,
        @DefaultValue("") String from,
        @DefaultValue("") String applicationId,
        @Nullable Secret privateKey,
        @DefaultValue("") String voiceFrom,
        @Nullable Secret signatureSecret,
        @DefaultValue("https://rest.nexmo.com") String smsUrl,
        @DefaultValue("https://api.nexmo.com") String url,
        @DefaultValue("false") boolean conversions,
        @DefaultValue("2s") Duration timeout) {

    private static final String PREFIX = "firstring.messaging.vonage.";

    VonageSettings {
        CallTime.checked(PREFIX + "timeout", timeout);
        try {
            smsUrl = BaseUrl.of(smsUrl).toString();
            url = BaseUrl.of(url).toString();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PREFIX + "url " + e.getMessage(), e);
        }
        if (!apiKey.isEmpty() && (apiSecret == null || from.isEmpty())) {
            throw new IllegalArgumentException(PREFIX + "api-secret and from go with api-key.");
        }
        if (!applicationId.isEmpty() && (apiKey.isEmpty() || privateKey == null || voiceFrom.isEmpty())) {
            throw new IllegalArgumentException(PREFIX + "api-key, private-key and voice-from go with application-id.");
        }
    }
}
