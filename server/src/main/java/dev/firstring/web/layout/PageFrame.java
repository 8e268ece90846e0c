package dev.firstring.web.layout;

import dev.firstring.web.brand.BrandSettings;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The model of the frame of a page.
 *
 * @param assets the URL prefix of assets
 * @param logo the URL of the logo
 * @param language the language tag of the page
 * @param direction {@code ltr} or {@code rtl}
 * @param path the path of the page, for links back to it; null if it must not appear
 * @param signedIn whether an account is signed in
 * @param once a random value for a form that must run once, however often it is sent
 * @param development whether the service runs in development mode
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
        String once,
        boolean development) {

    public PageFrame {
        languages = List.copyOf(languages);
    }

    /**
     * A language that the user can select.
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
