package dev.firstring.messaging.provider.ovh;

import dev.firstring.messaging.provider.CallTime;
import dev.firstring.platform.Secret;
import dev.firstring.platform.call.BaseUrl;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * OVHcloud SMS, the sender {@code ovh}. It takes messages; receipts are not asked for.
 *
 * @param serviceName the SMS account, such as {@code sms-ab12345-1}; default none: OVH is not configured
 * @param applicationKey the application's key
 * @param applicationSecret the application's secret
 * @param consumerKey the key with the rights {@code POST /sms/<service>/jobs} and {@code GET /sms/<service>}
 * @param from a sender of the account, unless {@code firstring.messaging.sender-ids} has one for the country
 * @param url the URL of the API; default {@code https://eu.api.ovh.com/1.0}
 * @param timeout how long a call to the API may take, 100 ms to 4500 ms; default 2 s
 */
@Validated
@ConfigurationProperties("firstring.messaging.ovh")
record OvhSettings(
        @DefaultValue("") String serviceName,
        @DefaultValue("") String applicationKey,
        @Nullable Secret applicationSecret,
        @Nullable Secret consumerKey,
        @DefaultValue("") String from,
        @DefaultValue("https://eu.api.ovh.com/1.0") String url,
        @DefaultValue("2s") Duration timeout) {

    private static final String PREFIX = "firstring.messaging.ovh.";

    OvhSettings {
        CallTime.checked(PREFIX + "timeout", timeout);
        try {
            url = BaseUrl.of(url).toString();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PREFIX + "url " + e.getMessage(), e);
        }
        if (!serviceName.isEmpty()
                && (applicationKey.isEmpty() || applicationSecret == null || consumerKey == null || from.isEmpty())) {
            throw new IllegalArgumentException(
                    PREFIX + "application-key, application-secret, consumer-key and from go with service-name.");
        }
    }
}
