package dev.firstring.messaging.texts;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What messages say about the app. Each text must fit one segment of SMS. In a language whose sentence does not fit with
 * these settings, the message is the name of the app and the code; where not even that fits, the service does not start.
 *
 * @param appName the name of the app as users know it, 1 to 30 characters; default
 *     the name of the pages ({@code firstring.web.brand.name}) if that is short enough, otherwise {@code Firstring}
 * @param webHost the host of the web pages on which the code is entered, such as {@code example.org}, at most 64
 *     characters, without scheme or port; messages to browsers and iPhones then end with the line that enables autofill
 *     (OTC-1). Default the host of {@code firstring.http.public-url} if that is https; otherwise none: no such line
 * @param androidHash the 11-character hash of the Android app, with which the app can read the message (ASR-1); it is
 *     never taken from a request (ASR-5). Default none: no such line
 * @param texts a directory with your own texts, one file {@code <language tag>.properties} each, which replace the
 *     built-in ones or add a language; default none
 */
@Validated
@ConfigurationProperties("firstring.messaging")
public record TextSettings(
        @DefaultValue("Firstring") String appName,
        @Nullable String webHost,
        @Nullable String androidHash,
        @Nullable Path texts) {

    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}{}]{1,30}");
    private static final Pattern HOST =
            Pattern.compile("(?=.{1,64}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
    private static final Pattern HASH = Pattern.compile("[A-Za-z0-9+/]{11}");

    public TextSettings {
        if (!NAME.matcher(appName).matches() || appName.isBlank()) {
            throw new IllegalArgumentException(
                    "firstring.messaging.app-name must be 1 to 30 characters without braces or line breaks.");
        }
        if (webHost != null && !HOST.matcher(webHost).matches()) {
            throw new IllegalArgumentException("firstring.messaging.web-host must be a lower-case host name of at most"
                    + " 64 characters such as example.org, without scheme or port.");
        }
        if (androidHash != null && !HASH.matcher(androidHash).matches()) {
            throw new IllegalArgumentException(
                    "firstring.messaging.android-hash must be the 11 characters that Google's tool prints for the"
                            + " app.");
        }
    }
}
