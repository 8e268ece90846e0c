package dev.firstring.softphone.link;

import dev.firstring.http.PublicUrl;
import dev.firstring.softphone.document.Format;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A new link. Its token is not available later. Immutable.
 *
 * @param format the format of the document; null to let it depend on the visitor
 * @param uses how many times it may be used
 */
public record Link(LinkToken token, @Nullable Format format, int uses, Instant expiresAt) {

    /** Returns the URL path of a token. */
    public static String path(LinkToken token) {
        return "/provisioning/" + token.reveal();
    }

    /** The URL that a phone opens, and the only content of the QR code. */
    public String url(PublicUrl base) {
        return base.to(path(token));
    }

    /** Returns the links that open an app with this link. */
    public AppLinks appLinks(PublicUrl base) {
        return AppLinks.of(url(base), format);
    }
}
