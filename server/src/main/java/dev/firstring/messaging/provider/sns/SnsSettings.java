package dev.firstring.messaging.provider.sns;

import dev.firstring.messaging.provider.CallTime;
import dev.firstring.platform.Secret;
import dev.firstring.platform.call.BaseUrl;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Amazon SNS, the sender {@code sns}. It sends no receipts for SMS: what became of them is in CloudWatch.
 *
 * @param region the region, such as {@code eu-west-1}; default none: SNS is not configured
 * @param accessKeyId the access key of a user with the right {@code sns:Publish}; default none: the credentials of the
 *     role that the service runs under (EC2, ECS, EKS), or of the environment or profile that the AWS SDK for Java finds
 * @param secretAccessKey the secret of the key
 * @param from the sender of messages where the country allows a name, up to 11 letters and digits, unless
 *     {@code firstring.messaging.sender-ids} has one for it; default none
 * @param url the URL of the API; default that of the region
 * @param timeout how long a call to the API may take, 100 ms to 4500 ms; default 2 s
 */
@Validated
@ConfigurationProperties("firstring.messaging.sns")
record SnsSettings(
        @DefaultValue("") String region,
        @DefaultValue("") String accessKeyId,
        @Nullable Secret secretAccessKey,
        @DefaultValue("") String from,
        @DefaultValue("") String url,
        @DefaultValue("2s") Duration timeout) {

    private static final String PREFIX = "firstring.messaging.sns.";
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]");

    SnsSettings {
        CallTime.checked(PREFIX + "timeout", timeout);
        if (!region.isEmpty()) {
            if (!REGION.matcher(region).matches()) {
                throw new IllegalArgumentException(PREFIX + "region must be a region such as eu-west-1.");
            }
            if (accessKeyId.isEmpty() != (secretAccessKey == null)) {
                throw new IllegalArgumentException(
                        PREFIX + "access-key-id and secret-access-key: set both, or neither to use a role.");
            }
            try {
                url = BaseUrl.of(url.isEmpty() ? "https://sns." + region + ".amazonaws.com" : url)
                        .toString();
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(PREFIX + "url " + e.getMessage(), e);
            }
        }
    }
}
