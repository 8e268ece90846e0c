package dev.firstring.softphone.link;

import dev.firstring.http.PublicUrl;
import dev.firstring.softphone.document.Format;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A link that was just made. This is the only time that its token is known. Immutable.
 *
 * @param format the document that it gives; null to leave that to who opens it
 * @param uses how many times it may be used
 */
public record Link(LinkToken token, @Nullable Format format, int uses, Instant expiresAt) {

    /** The path of a token. */
    public static String path(LinkToken token) {
        return "/provisioning/" + token.reveal();
    }

    /** What a phone opens, and all that a QR code says. */
    public String url(PublicUrl base) {
        return base.to(path(token));
    }

    /** Links that open an app with this one. */
    public AppLinks appLinks(PublicUrl base) {
        return AppLinks.of(url(base), format);
    }
}
