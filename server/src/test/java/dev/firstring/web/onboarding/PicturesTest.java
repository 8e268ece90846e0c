package dev.firstring.web.onboarding;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import dev.firstring.web.browser.Gallery;
import dev.firstring.web.browser.Screen;
import dev.firstring.web.browser.Site;
import dev.firstring.web.browser.Walk;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page and state of the flow, looked at by axe and left as a picture for people to look at. */
@Tag("peer")
@Tag("pictures")
class PicturesTest {

    private static Site site;

    @BeforeAll
    static void start() {
        site = Site.start();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    static List<Screen> screens() {
        return Gallery.screens();
    }

    @ParameterizedTest
    @MethodSource("screens")
    void every_page_keeps_nobody_out(Screen screen) {
        try (Walk walk = Walk.at(site, screen).open()) {
            walk.visitor().expect("status of 4|ERR_INTERNET_DISCONNECTED");
            look(walk, "number");
            walk.country().click();
            assertThat(walk.page().locator(".choices li").first()).isVisible();
            look(walk, "number-countries");
            walk.page().keyboard().press("Escape");
            walk.numberField().fill("+33 6 12");
            forth(walk);
            assertThat(walk.error()).isVisible();
            look(walk, "number-short");
            walk.numberField().fill("+33 8 99 12 34 56");
            forth(walk);
            assertThat(walk.notice()).isVisible();
            look(walk, "number-refused");
            walk.page().locator(".languages summary").click();
            look(walk, "languages");

            walk.numberField().fill(walk.number());
            forth(walk);
            look(walk.atCode(), "code");
            walk.enter(walk.wrongCode());
            assertThat(walk.error()).isVisible();
            look(walk, "code-wrong");
            walk.visitor().context().setOffline(true);
            walk.enter("123456");
            assertThat(walk.notice()).isVisible();
            look(walk, "code-offline");
        }
    }

    @ParameterizedTest
    @MethodSource("screens")
    void every_page_of_the_end_keeps_nobody_out(Screen screen) {
        try (Walk walk = Walk.at(site, screen).open()) {
            walk.visitor().expect("status of 4");
            walk.numberField().fill(walk.number());
            forth(walk);
            walk.atCode().visitor().go("/onboarding/number");
            look(walk, "number-pending");
            walk.visitor().go("/onboarding/code");
            walk.atCode();
            site.advance(Duration.ofMinutes(10));
            assertThat(walk.page().locator("live-state[data-code=expired]")).hasCount(1);
            look(walk, "code-expired");
            walk.page().locator(".again button").first().click();
            assertThat(walk.notice()).isVisible();
            look(walk.atCode(), "code-sent-new");
            for (int left = 2; left > 0; left--) {
                walk.enter(walk.wrongCode());
                assertThat(walk.error()).not().isEmpty();
            }
            walk.enter(walk.wrongCode());
            assertThat(walk.page().locator("live-state[data-code=used-up]")).hasCount(1);
            look(walk, "code-used-up");
            walk.page().locator("main button.main").click();
            assertThat(walk.numberField()).isVisible();
            forth(walk);
            walk.atCode();
            walk.toAccount();
            look(walk, "account");
            walk.byHand()
                    .page()
                    .locator("copy-text .acts button:not([aria-label])")
                    .click();
            look(walk, "account-shown");
            walk.visitor().go("/onboarding/nothing");
            look(walk, "not-found");
        }
    }

    private static void forth(Walk walk) {
        walk.page().locator("button.main").click();
    }

    private static void look(Walk walk, String name) {
        Gallery.look(walk.visitor(), name);
    }
}
