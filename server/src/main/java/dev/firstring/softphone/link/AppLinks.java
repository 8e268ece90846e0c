package dev.firstring.softphone.link;

import dev.firstring.softphone.document.Format;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Links that open an app on the same device with a provisioning link. They contain its token, so {@link #toString()}
 * omits them. Immutable.
 *
 * @param linphone for Linphone; null if the link returns a format that Linphone does not support
 */
public record AppLinks(@Nullable String linphone) {

    /** Returns the app links for the URL of a link with the given format, if any. */
    public static AppLinks of(String url, @Nullable Format format) {
        return new AppLinks(
                format == null || format == Format.LINPHONE
                        ? "sip-linphone:?linphone-fetch-config=" + URLEncoder.encode(url, StandardCharsets.UTF_8)
                        : null);
    }

    @Override
    public String toString() {
        return "AppLinks[hidden]";
    }
}
