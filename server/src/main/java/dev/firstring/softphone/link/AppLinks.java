package dev.firstring.softphone.link;

import dev.firstring.softphone.document.Format;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Links that open an app on the same device and hand it a provisioning link. They hold its token, so {@link #toString()}
 * shows none. Immutable.
 *
 * @param linphone for Linphone; null where the link gives a document that Linphone does not read
 */
public record AppLinks(@Nullable String linphone) {

    /** The app links for the URL of a link with that format, or with none. */
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
