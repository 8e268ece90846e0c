package dev.firstring.softphone.web;

import dev.firstring.http.PublicUrl;
import dev.firstring.softphone.document.Format;
import dev.firstring.softphone.link.AppLinks;
import dev.firstring.softphone.link.Link;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A new link in the response to its owner. {@link #toString()} omits the secrets. Immutable.
 *
 * @param url the URL that the phone opens
 * @param expiresAt when it expires
 * @param uses how many times it may be used
 * @param format the format of the document; null if it depends on the visitor
 * @param appLinks links that open an app on the same device with it
 */
record ProvisioningLink(
        String url,
        Instant expiresAt,
        int uses,
        @Nullable String format,
        AppLinks appLinks,
        String qrSvgUrl,
        String qrPngUrl) {

    static ProvisioningLink of(Link link, PublicUrl base) {
        Format format = link.format();
        String url = link.url(base);
        return new ProvisioningLink(
                url,
                link.expiresAt(),
                link.uses(),
                format == null ? null : format.word(),
                link.appLinks(base),
                url + "/qr.svg",
                url + "/qr.png");
    }

    @Override
    public String toString() {
        return "ProvisioningLink[until " + expiresAt + "]";
    }
}
