package dev.firstring.web.onboarding;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import dev.firstring.testing.Person;
import dev.firstring.web.browser.Screen;
import dev.firstring.web.browser.Site;
import dev.firstring.web.browser.Walk;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an honest person sees when the guard of a prefix wants challenges: by the page itself, or by a widget. */
@Tag("peer")
class ChallengedPagesTest {

    /** Walkers' numbers all begin so. */
    private static final String PREFIX = "+3362000";

    @Test
    void the_page_solves_what_a_start_and_a_resend_want_and_the_flow_goes_on() {
        try (Site site = Site.start(setup -> setup.set("firstring.guard.reaction", "challenge")
                        .set("firstring.challenge.difficulty", 20_000)
                        .set("firstring.challenge.hardest", 40_000));
                Walk walk = Walk.at(site, Screen.PHONE)) {
            walk.visitor().expect("403");
            pump(site, PREFIX);

            walk.open().toCode();
            assertThat(walk.messages()).hasSize(1);
            String code = walk.code();
            site.advance(Duration.ofMinutes(1));
            walk.page().reload();
            walk.atCode();
            walk.button("Send it again").click();

            // The message is there before its page is: what is typed until then is lost with the old page.
            assertThat(walk.page()
                            .locator(".again form")
                            .filter(new Locator.FilterOptions().setHasText("Send it again"))
                            .locator("count-down"))
                    .hasText("You can ask for another SMS in 2:00.");
            assertThat(walk.messages()).hasSize(2);
            assertThat(walk.code()).isEqualTo(code);
            walk.atCode().toAccount();
        }
    }

    @Test
    void a_captcha_is_shown_with_its_site_key_and_its_answer_opens_the_session() {
        WireMockServer vendor =
                new WireMockServer(WireMockConfiguration.options().dynamicPort());
        vendor.start();
        vendor.stubFor(post(anyUrl())
                .willReturn(okJson("{\"success\": false, \"error-codes\": [\"invalid-input-response\"]}")));
        vendor.stubFor(post(anyUrl())
                .withRequestBody(containing("good-token"))
                .willReturn(okJson("{\"success\": true, \"hostname\": \"app.example.org\"}")));
        try (Site site = Site.start(setup -> setup.set("firstring.guard.reaction", "challenge")
                        .set("firstring.challenge.kind", "turnstile")
                        .set("firstring.challenge.captcha.site-key", "0x4AAA-site")
                        .set("firstring.challenge.captcha.secret", "0x4AAA-secret")
                        .set("firstring.challenge.captcha.hostnames", "app.example.org")
                        .set("firstring.challenge.captcha.url", vendor.baseUrl() + "/siteverify"));
                Walk walk = Walk.at(site, Screen.DESKTOP)) {
            walk.visitor().expect("403");
            walk.page()
                    .route(
                            "https://challenges.cloudflare.com/**",
                            route -> route.fulfill(new Route.FulfillOptions()
                                    .setContentType("text/javascript")
                                    .setBody(WIDGET)));
            pump(site, PREFIX);

            walk.open().submitNumber();
            walk.button("I am human, says 0x4AAA-site").click();

            walk.atCode().toAccount();
        } finally {
            vendor.stop();
        }
    }

    @Test
    void a_captcha_that_does_not_load_says_what_to_do() {
        try (Site site = Site.start(setup -> setup.set("firstring.guard.reaction", "challenge")
                        .set("firstring.challenge.kind", "hcaptcha")
                        .set("firstring.challenge.captcha.site-key", "site")
                        .set("firstring.challenge.captcha.secret", "secret")
                        .set("firstring.challenge.captcha.hostnames", "app.example.org"));
                Walk walk = Walk.at(site, Screen.DESKTOP)) {
            walk.visitor().expect("403").expect("ERR_FAILED").expect("the captcha cannot be shown");
            walk.page().route("https://js.hcaptcha.com/**", Route::abort);
            pump(site, PREFIX);

            walk.open().submitNumber();

            assertThat(walk.notice()).hasText("The check did not work. Reload the page and try again.");
        }
    }

    /** The interface of Turnstile's script: {@code render} with a site key and a callback. */
    private static final String WIDGET = """
            window.turnstile = {
              render(place, options) {
                const button = document.createElement("button");
                button.type = "button";
                button.textContent = `I am human, says ${options.sitekey}`;
                button.addEventListener("click", () => options.callback("good-token"));
                place.append(button);
              },
            };
            """;

    private static void pump(Site site, String prefix) {
        for (int i = 0; i < 40; i++) {
            Person.expect(Person.typing(site.service(), "%s%04d".formatted(prefix, 9000 + i))
                    .start());
        }
    }
}
