package dev.firstring.web.layout;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import dev.firstring.web.browser.Screen;
import dev.firstring.web.browser.Site;
import dev.firstring.web.browser.Walk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the browser computes from the style sheet, where a picture would show it only to somebody who knows. */
@Tag("slow")
class LooksTest {

    private static final String LIGHTNESS = """
            (field, part) => {
              const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
              canvas.fillStyle = getComputedStyle(field, part).color;
              canvas.fillRect(0, 0, 1, 1);
              const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
              return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
            }
            """;

    private static Site site;

    @BeforeAll
    static void start() {
        site = Site.start();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void a_placeholder_stands_out_less_than_a_value(ColorScheme scheme) {
        try (Walk walk = Walk.at(site, Screen.PHONE)) {
            walk.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            walk.open();

            double value = lightness(walk, null);
            double placeholder = lightness(walk, "::placeholder");

            double paper = scheme == ColorScheme.LIGHT ? 255 : 0;
            assertThat(Math.abs(paper - placeholder)).isLessThan(Math.abs(paper - value) - 40);
        }
    }

    @Test
    void forced_colours_keep_the_border_of_the_button_and_of_the_field() {
        try (Walk walk = Walk.at(site, Screen.PHONE)) {
            walk.page().emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
            walk.open();

            for (String part : new String[] {"button.main", "form input[type=tel]"}) {
                assertThat(walk.page().locator(part).first()).not().hasCSS("border-top-width", "0px");
                assertThat(walk.page().locator(part).first()).hasCSS("border-top-style", "solid");
            }
        }
    }

    @Test
    void success_comes_with_a_quiet_motion_and_without_one_where_motion_is_not_wanted() {
        try (Walk walk = Walk.open(site).toCode().toAccount()) {
            walk.page().getByLabel("Your name").fill("Ada");
            walk.button("Save").click();
            assertThat(walk.page().locator(".notice.success")).hasCSS("animation-name", "arrive");

            walk.page().emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));

            assertThat(walk.page().locator(".notice.success")).hasCSS("animation-name", "none");
        }
    }

    private static double lightness(Walk walk, String part) {
        return ((Number) walk.numberField().evaluate("(field, part) => (" + LIGHTNESS + ")(field, part)", part))
                .doubleValue();
    }
}
