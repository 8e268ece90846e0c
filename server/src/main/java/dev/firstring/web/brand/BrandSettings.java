package dev.firstring.web.brand;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the pages present the service.
 *
 * @param name the name of the app as users know it, at most 40 characters; default {@code Firstring}
 * @param logo an SVG or PNG file of at most 256 KiB that is shown with the name; default Firstring's own logo
 * @param hue the colour of buttons and links as an angle of the colour wheel (OKLCH), 0 to 360; default 172, a green;
 *     the style sheet sets the lightness so that text is readable
 * @param links where the pages point to
 */
@Validated
@ConfigurationProperties("firstring.web.brand")
public record BrandSettings(
        @DefaultValue("Firstring") @Size(min = 1, max = 40) String name,
        @Nullable Path logo,
        @DefaultValue("172") @Min(0) @Max(360) int hue,
        @DefaultValue Links links) {

    /**
     * Addresses of the operator's own pages; what is not set is not shown.
     *
     * @param privacy the privacy policy; default none
     * @param terms the terms of use; default none
     * @param support help for users; default none
     * @param home the target of the name in the header; default none: the first page here
     */
    public record Links(
            @Nullable URI privacy,
            @Nullable URI terms,
            @Nullable URI support,
            @Nullable URI home) {

        /** @throws IllegalArgumentException if one is no web or mail address */
        public Links {
            check("privacy", privacy);
            check("terms", terms);
            check("support", support);
            check("home", home);
        }

        private static void check(String name, @Nullable URI uri) {
            if (uri != null && (uri.getScheme() == null || !uri.getScheme().matches("https?|mailto"))) {
                throw new IllegalArgumentException(
                        "firstring.web.brand.links." + name + " must begin with https://, http:// or mailto:");
            }
        }
    }
}
