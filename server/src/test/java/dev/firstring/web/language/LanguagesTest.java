package dev.firstring.web.language;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.BoundingBox;
import dev.firstring.web.browser.Screen;
import dev.firstring.web.browser.Site;
import dev.firstring.web.browser.Walk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages speak what the browser asks for, or what was chosen at the foot of the page. */
@Tag("peer")
class LanguagesTest {

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
    @CsvSource({
        "en-GB, en, ltr, What is your phone number?, GB",
        "fr-CA, fr, ltr, Quel est votre numéro de téléphone, CA",
        "de-AT, de, ltr, Wie lautet Ihre, AT",
        "es-MX, es, ltr, número de teléfono, MX",
        "ar-EG, ar, rtl, هاتف, EG",
        "ja-JP, en, ltr, What is your phone number?, JP"
    })
    void the_browser_says_which_language_and_country(
            String asked, String shown, String direction, String heading, String region) {
        try (Walk walk = Walk.at(site, Screen.PHONE.speaking(asked)).open()) {
            assertThat(walk.page().locator("html")).hasAttribute("lang", shown);
            assertThat(walk.page().locator("html")).hasAttribute("dir", direction);
            assertThat(walk.heading()).containsText(heading);
            assertThat(walk.page().locator("#region")).hasValue(region);
            walk.visitor().accessible();
        }
    }

    @Test
    void a_choice_at_the_foot_counts_more_and_is_remembered() {
        try (Walk walk = Walk.open(site).toCode()) {
            walk.page().locator(".languages summary").click();
            walk.link("Deutsch").click();
            walk.atCode();
            assertThat(walk.page()).hasURL(walk.visitor().address() + "/onboarding/code");
            assertThat(walk.page().locator("html")).hasAttribute("lang", "de");
            assertThat(walk.page().locator(".languages summary")).containsText("Deutsch");
            walk.toAccount();
            assertThat(walk.page().locator("html")).hasAttribute("lang", "de");

            walk.visitor()
                    .context()
                    .clearCookies(new com.microsoft.playwright.BrowserContext.ClearCookiesOptions()
                            .setName("firstring-onboarding"));
            walk.visitor().go("/onboarding");
            assertThat(walk.page().locator("html")).hasAttribute("lang", "de");
        }
    }

    @Test
    void a_message_speaks_what_the_browser_asks_for_where_pages_do_not_and_what_was_chosen_before_that() {
        try (Walk walk = Walk.at(site, Screen.DESKTOP.speaking("it-IT")).open().toCode()) {
            assertThat(walk.page().locator("html")).hasAttribute("lang", "en");
            assertThat(walk.messages().getFirst()).contains("Il tuo codice");
        }
        try (Walk walk = Walk.at(site, Screen.DESKTOP.speaking("it-IT")).open()) {
            walk.page().locator(".languages summary").click();
            walk.link("Deutsch").click();
            assertThat(walk.page().locator("html")).hasAttribute("lang", "de");
            walk.numberField().fill(walk.number());
            walk.page().locator("button.main").click();
            walk.atCode();
            assertThat(walk.messages().getFirst()).contains("Ihr Code");
        }
    }

    @Test
    void the_message_speaks_the_language_of_the_page() {
        try (Walk walk = Walk.at(site, Screen.PHONE.speaking("fr-FR")).open()) {
            walk.numberField().fill(walk.number());
            walk.page().locator("button.main").click();
            walk.atCode();
            assertThat(walk.messages().getFirst()).contains("Votre code");
        }
    }

    @Test
    void arabic_pages_are_mirrored_and_their_numbers_are_not() {
        try (Walk walk = Walk.at(site, Screen.PHONE.speaking("ar-EG")).open()) {
            BoundingBox brand = walk.page().locator(".brand").boundingBox();
            assertThat(brand.x + brand.width).isGreaterThan(Screen.PHONE.width() * 0.8);
            assertThat(walk.page().locator(".steps li").first().boundingBox().x)
                    .isGreaterThan(walk.page().locator(".steps li").last().boundingBox().x);
            assertThat(walk.numberField()).hasCSS("direction", "ltr");
            assertThat(walk.country().locator(".calling")).hasCSS("direction", "ltr");
            walk.numberField().fill("٠١٠٠١٢٣٤٥٦٧");
            assertThat(walk.numberField()).hasValue("010 01234567");
            walk.numberField().fill(walk.number());
            walk.page().locator("button.main").click();

            walk.atCode();
            assertThat(walk.page().locator("main .lead bdi")).hasCSS("direction", "ltr");
            assertThat(walk.page().locator("main .lead bdi")).hasText(java.util.regex.Pattern.compile("\\+33 .*"));
            assertThat(walk.boxes().first().boundingBox().x)
                    .isLessThan(walk.boxes().last().boundingBox().x);
            walk.visitor().accessible();
            walk.toAccount();
            assertThat(walk.page().locator("dd code").first()).hasCSS("direction", "ltr");
            walk.visitor().accessible();
        }
    }
}
