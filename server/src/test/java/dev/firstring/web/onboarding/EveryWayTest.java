package dev.firstring.web.onboarding;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ForcedColors;
import dev.firstring.web.browser.Screen;
import dev.firstring.web.browser.Site;
import dev.firstring.web.browser.Visitor;
import dev.firstring.web.browser.Walk;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole flow without scripts, with the keyboard alone, and on a screen as narrow as pages have to bear. */
@Tag("peer")
class EveryWayTest {

    private static Site site;

    @BeforeAll
    static void start() {
        site = Site.start();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    @Tag("pictured")
    void without_scripts_a_number_becomes_an_account() {
        try (Walk walk =
                Walk.at(site, Screen.PHONE.speaking("en-FR").withoutScripts()).open()) {
            walk.visitor().expect("status of 400").picture("number");
            assertThat(walk.page().locator("#region")).hasValue("FR");
            walk.toCode();
            walk.visitor().picture("code");
            walk.page().locator("#otpCode").fill(walk.wrongCode());
            walk.button("Continue").click();
            assertThat(walk.error()).containsText("2");
            assertThat(walk.page().locator("#otpCode")).hasAttribute("aria-invalid", "true");
            walk.visitor().picture("code-wrong");

            site.advance(Duration.ofMinutes(1));
            walk.button("Send it again").click();
            assertThat(walk.notice()).hasText("We sent the same code again.");
            assertThat(walk.page().locator("count-down")).hasText("You can ask for another SMS in 2 minutes.");
            assertThat(walk.messages()).hasSize(2);
            String code = walk.code();
            walk.page().locator("#otpCode").fill(code.substring(0, 3) + " " + code.substring(3));
            walk.button("Continue").click();

            walk.atAccount();
            assertThat(walk.value("Username")).startsWith("u");
            walk.byHand().page().locator("details.secret summary").click();
            assertThat(walk.page().locator("details.secret code")).isVisible();
            assertThat(walk.value("Password")).matches("[A-Za-z0-9]{24}");
            walk.visitor().picture("account");
        }
    }

    @Test
    void without_scripts_a_session_can_be_left_and_the_number_changed() {
        try (Walk walk = Walk.at(site, Screen.DESKTOP.withoutScripts()).open().toCode()) {
            walk.link("Change").click();
            assertThat(walk.notice()).containsText("A code is on its way");
            walk.link("Enter it").click();
            walk.atCode().button("Cancel").click();
            assertThat(walk.heading()).hasText("What is your phone number?");
            assertThat(walk.notice()).hasCount(0);
        }
    }

    @Test
    void with_the_keyboard_alone_a_number_becomes_an_account() {
        try (Walk walk = Walk.open(site)) {
            assertThat(walk.numberField()).isFocused();
            press(walk, "Shift+Tab");
            assertThat(walk.country()).isFocused();
            press(walk, "Enter");
            walk.page().keyboard().type("france");
            press(walk, "Enter");
            assertThat(walk.numberField()).isFocused();
            walk.page().keyboard().type("0" + walk.number().substring(3));
            press(walk, "Enter");

            walk.atCode();
            assertThat(walk.boxes().first()).isFocused();
            for (int box = 1; box < 6; box++) {
                press(walk, "Tab");
                assertThat(walk.boxes().nth(box)).isFocused();
            }
            press(walk, "Tab");
            assertThat(walk.button("Continue")).isFocused();
            press(walk, "Tab");
            assertThat(walk.button("Send it again")).isFocused();
            press(walk, "Enter");
            assertThat(walk.messages()).hasSize(1);
            press(walk, "Tab");
            assertThat(walk.button("Cancel")).isFocused();
            press(walk, "Shift+Tab", "Shift+Tab", "Shift+Tab", "Home", "Shift+Tab");
            assertThat(walk.link("Change")).isFocused();
            press(walk, "Tab");
            walk.page().keyboard().type(walk.code());

            walk.atAccount();
            for (String store : new String[] {"App Store", "Google Play", "Other devices"}) {
                press(walk, "Tab");
                assertThat(walk.link(store)).isFocused();
            }
            press(walk, "Tab");
            assertThat(walk.link("Open in Linphone")).isFocused();
            press(walk, "Tab");
            assertThat(walk.page().locator(".by-hand > summary")).isFocused();
            press(walk, "Enter", "Tab");
            assertThat(walk.button("Copy Username")).isFocused();
            press(walk, "Tab");
            assertThat(walk.button("Show")).isFocused();
            press(walk, "Space");
            assertThat(walk.button("Hide")).isFocused();
            assertThat(walk.value("Password")).matches("[A-Za-z0-9]{24}");
        }
    }

    @Test
    void the_link_at_the_top_skips_to_the_content() {
        try (Walk walk = Walk.open(site)) {
            walk.link("Skip to content").focus();
            assertThat(walk.link("Skip to content")).isInViewport();
            press(walk, "Enter");
            press(walk, "Tab");
            assertThat(walk.country()).isFocused();
        }
    }

    @Test
    @Tag("pictured")
    void in_the_readers_own_colours_buttons_cards_and_steps_keep_their_edges() {
        try (Walk walk = Walk.at(site, Screen.PHONE).open()) {
            walk.page().emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
            edged(walk, "button.main");
            walk.toCode().toAccount();
            for (String part : new String[] {"a.main", ".way .dot", "scan-code", ".card", ".live", ".dial"}) {
                edged(walk, part);
            }
            walk.visitor().picture("account-forced-colours");
        }
    }

    private static void edged(Walk walk, String part) {
        assertThat(
                        walk.page()
                                .locator(part)
                                .first()
                                .evaluate(
                                        "part => getComputedStyle(part).borderTopStyle + ' ' + (parseFloat(getComputedStyle(part).borderTopWidth) > 0)"))
                .as(part)
                .isEqualTo("solid true");
    }

    private static void press(Walk walk, String... keys) {
        for (String key : keys) {
            walk.page().keyboard().press(key);
        }
    }

    @Test
    @Tag("pictured")
    void nothing_on_a_narrow_screen_has_to_be_scrolled_sideways() {
        try (Walk walk = Walk.at(site, Screen.NARROW).open()) {
            walk.visitor().expect("status of 40");
            fits(walk.visitor(), "number");
            walk.country().click();
            fits(walk.visitor(), "number-countries");
            walk.page().keyboard().press("Escape");
            walk.page().locator(".languages summary").click();
            fits(walk.visitor(), "languages");
            walk.numberField().fill("+33 6 12");
            walk.button("Continue").click();
            // A click does not wait for the page that it leads to.
            assertThat(walk.error()).isVisible();
            fits(walk.visitor(), "number-short");
            walk.toCode();
            fits(walk.visitor(), "code");
            walk.enter(walk.wrongCode());
            assertThat(walk.error()).containsText("2");
            fits(walk.visitor(), "code-wrong");
            walk.toAccount();
            walk.byHand().button("Show").click();
            fits(walk.visitor(), "account");
            walk.visitor().go("/onboarding/nothing");
            fits(walk.visitor(), "not-found");
        }
    }

    @Test
    @Tag("pictured")
    void no_language_is_too_long_for_a_narrow_screen() {
        for (String language : new String[] {"de-DE", "fr-FR", "es-ES", "ar-EG"}) {
            try (Walk walk = Walk.at(site, Screen.NARROW.speaking(language)).open()) {
                fits(walk.visitor(), "number");
                walk.numberField().fill(walk.number());
                walk.page().locator("button.main").click();
                fits(walk.atCode().visitor(), "code");
                walk.toAccount();
                fits(walk.visitor(), "account");
            }
        }
    }

    private static void fits(Visitor visitor, String picture) {
        visitor.picture(picture);
        assertThat((int) visitor.page().evaluate("() => document.scrollingElement.scrollWidth"))
                .as("width of %s", picture)
                .isEqualTo(320);
    }
}
