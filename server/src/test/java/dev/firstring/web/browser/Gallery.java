package dev.firstring.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

/**
 * The screens on which every page is looked at: each size in each language, or with {@code -Dpictures=short} as few as show
 * what a change most often breaks, or with {@code -Dpictures=english} as few as somebody can look at one by one.
 */
public final class Gallery {

    private static final List<Screen> SIZES = List.of(Screen.DESKTOP, Screen.PHONE, Screen.NARROW);
    private static final List<String> LANGUAGES = List.of("fr-FR", "de-DE", "es-ES", "ar-EG");

    private Gallery() {}

    public static List<Screen> screens() {
        String form = System.getProperty("pictures", "all");
        return switch (form) {
            case "short" -> List.of(Screen.PHONE, Screen.NARROW.speaking("de-DE"), Screen.PHONE.speaking("ar-EG"));
            case "english" -> SIZES;
            case "all" ->
                SIZES.stream()
                        .flatMap(screen -> Stream.concat(
                                Stream.of(screen), LANGUAGES.stream().map(screen::speaking)))
                        .toList();
            default -> throw new IllegalArgumentException("-Dpictures is short, english or all, not " + form);
        };
    }

    /**
     * Takes a picture of the page in light and dark. It keeps nobody out and is not wider than its screen. The dark has the
     * same colours in every language, so axe looks at it in English only.
     */
    public static void look(Visitor visitor, String name) {
        visitor.accessible().picture(name);
        boolean english = visitor.screen().language().startsWith("en");
        visitor.inTheDark(() -> {
            visitor.picture(name + "-dark");
            if (english) {
                visitor.accessible();
            }
        });
        assertThat(visitor.page()
                        .evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
                .as("%s is wider than its screen", name)
                .isEqualTo(false);
    }
}
