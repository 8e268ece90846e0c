package dev.firstring.web.layout;

import dev.firstring.web.brand.BrandSettings;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the frame of a page shows.
 *
 * @param assets what the addresses of files begin with
 * @param logo the address of the logo
 * @param language the tag of the page's language
 * @param direction {@code ltr} or {@code rtl}
 * @param path the address of the page itself, for what leads back to it; null where nothing may
 * @param signedIn whether an account is signed in
 * @param development whether this is no production service
 */
public record PageFrame(
        BrandSettings brand,
        String assets,
        String logo,
        String language,
        String direction,
        List<Spoken> languages,
        @Nullable String path,
        boolean signedIn,
        boolean development) {

    public PageFrame {
        languages = List.copyOf(languages);
    }

    /**
     * A language to choose.
     *
     * @param name in the language itself
     */
    public record Spoken(String tag, String name) {

        static Spoken of(Locale language) {
            String name = language.getDisplayLanguage(language);
            return new Spoken(language.toLanguageTag(), name.substring(0, 1).toUpperCase(language) + name.substring(1));
        }
    }
}
