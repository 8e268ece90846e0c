package dev.firstring.messaging.hook;

import dev.firstring.platform.call.BaseUrl;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Where providers reach this service.
 *
 * @param callbackUrl the URL of this service as seen from outside, such as {@code https://id.example.org}, without a
 *     path; providers send their receipts there, below {@code /hooks}. Default none: no receipts by HTTP
 */
@Validated
@ConfigurationProperties("firstring.messaging")
public record HookSettings(@Nullable String callbackUrl) {

    public HookSettings {
        if (callbackUrl != null) {
            try {
                callbackUrl = BaseUrl.of(callbackUrl).toString();
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("firstring.messaging.callback-url " + e.getMessage(), e);
            }
        }
    }

    /** The address of a path of this service, as a provider sees it; empty without the setting. */
    public Optional<String> at(String path) {
        return Optional.ofNullable(callbackUrl).map(base -> base + path);
    }
}
