package dev.firstring.softphone.web;

import dev.firstring.http.PublicUrl;
import dev.firstring.softphone.document.Format;
import dev.firstring.softphone.link.AppLinks;
import dev.firstring.softphone.link.Link;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A link as its owner gets it, once. {@link #toString()} shows nothing that opens it. Immutable.
 *
 * @param url what the phone opens
 * @param expiresAt until when
 * @param uses how many times
 * @param format the document that it gives; null where that depends on who opens it
 * @param appLinks what opens an app with it on the same device
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
