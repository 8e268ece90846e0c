package dev.firstring.http.request;

import dev.firstring.http.PublicUrl;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where people reach this service.
 *
 * @param publicUrl the URL at which users and phones reach the service, without a path, such as
 *     {@code https://call.example.org}; default none: development takes it from each request, production refuses to
 *     start. Production accepts https only
 */
@ConfigurationProperties("firstring.http")
public record PublicUrlSettings(@Nullable URI publicUrl) {

    /** @throws IllegalArgumentException if it is no such URL; the message says what to set */
    public PublicUrlSettings {
        if (publicUrl != null) {
            try {
                publicUrl = new PublicUrl(publicUrl).base();
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "firstring.http.public-url must be a URL without a path, such as https://call.example.org", e);
            }
        }
    }

    /** The URL that is set. */
    Optional<PublicUrl> url() {
        return Optional.ofNullable(publicUrl).map(PublicUrl::new);
    }
}
