package dev.firstring.web.brand;

import jakarta.validation.constraints.Size;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The app that users make calls with. The pages name it, link to it, and explain its echo test.
 *
 * @param name its name, at most 40 characters; default {@code Linphone}
 * @param logo an SVG or PNG file of at most 256 KiB that is shown with the name; default a handset in the colour of the
 *     pages
 * @param appStore where it is for iPhones; default Linphone's address, or none if the name is another
 * @param googlePlay where it is for Android; default Linphone's address, or none if the name is another
 * @param download where it is for other devices; default Linphone's address, or none if the name is another
 * @param echoNumber the number of the echo test that users are asked to call first; default {@code *43} if the embedded
 *     registrar is configured, otherwise none: the pages then mention no test
 */
@Validated
@ConfigurationProperties("firstring.web.app")
public record AppSettings(
        @DefaultValue(AppSettings.LINPHONE) @Size(min = 1, max = 40)
        String name,

        @Nullable Path logo,
        @Nullable URI appStore,
        @Nullable URI googlePlay,
        @Nullable URI download,
        @DefaultValue("") @Size(max = 32) String echoNumber) {

    static final String LINPHONE = "Linphone";

    private static final URI APP_STORE = URI.create("https://apps.apple.com/app/linphone/id360065638");
    private static final URI GOOGLE_PLAY = URI.create("https://play.google.com/store/apps/details?id=org.linphone");
    private static final URI DOWNLOAD = URI.create("https://www.linphone.org/en/download/");

    /** @throws IllegalArgumentException if an address is no web address */
    public AppSettings {
        boolean linphone = name.equals(LINPHONE);
        appStore = appStore == null && linphone ? APP_STORE : appStore;
        googlePlay = googlePlay == null && linphone ? GOOGLE_PLAY : googlePlay;
        download = download == null && linphone ? DOWNLOAD : download;
        check("app-store", appStore);
        check("google-play", googlePlay);
        check("download", download);
    }

    private static void check(String name, @Nullable URI uri) {
        if (uri != null && (uri.getScheme() == null || !uri.getScheme().matches("https?"))) {
            throw new IllegalArgumentException("firstring.web.app." + name + " must begin with https:// or http://");
        }
    }
}
