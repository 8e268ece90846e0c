package dev.firstring.web.layout;

import dev.firstring.web.brand.BrandSettings;
import java.net.URI;
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
 * @param app the app that users call with
 * @param codes whether the client is shown codes, at {@code /dev/inbox}
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
        App app,
        boolean codes) {

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

    /**
     * The app that users call with, as a page shows it.
     *
     * @param logo the URL of its logo
     * @param stores where it is for the device that shows the page, or for all kinds if that is no phone
     * @param echo the number of the echo test; null if there is none
     */
    public record App(
            String name,
            String logo,
            List<Store> stores,
            @Nullable String echo) {

        public App {
            stores = List.copyOf(stores);
        }

        /**
         * A place where the app is to be had.
         *
         * @param name its name; null for a place for any device
         */
        public record Store(@Nullable String name, URI address) {}
    }
}
