package dev.firstring.web.onboarding;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.firstring.web.browser.Screen;
import dev.firstring.web.browser.Site;
import dev.firstring.web.browser.Walk;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The nine scenarios that the pages were asked for (S14), at a desk and on a phone. */
@Tag("peer")
class ScenariosTest {

    private static Site site;

    @BeforeAll
    static void start() {
        site = Site.start();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    static Stream<Screen> screens() {
        return Stream.of(Screen.DESKTOP, Screen.PHONE);
    }

    @ParameterizedTest
    @MethodSource("screens")
    void the_page_shows_heading_number_field_and_button(Screen screen) {
        try (Walk walk = Walk.at(site, screen).open()) {
            assertThat(walk.heading()).hasText("What is your phone number?");
            assertThat(walk.page()).hasTitle("What is your phone number? · Firstring");
            assertThat(walk.numberField()).isVisible();
            assertThat(walk.numberField()).isFocused();
            assertThat(walk.button("Continue")).isVisible();
            assertThat(walk.button("Continue")).isInViewport();
            assertThat(walk.step()).containsText("Number");
        }
    }

    @ParameterizedTest
    @MethodSource("screens")
    void the_country_selector_is_there_and_works(Screen screen) {
        try (Walk walk = Walk.at(site, screen).open()) {
            assertThat(walk.country()).containsText("United States");
            walk.country().click();
            walk.page().getByRole(AriaRole.COMBOBOX).fill("ireland");
            walk.page().getByRole(AriaRole.OPTION).first().click();

            assertThat(walk.country()).containsText("Ireland");
            assertThat(walk.country()).containsText("+353");
            assertThat(walk.page().locator("#region")).hasValue("IE");
            assertThat(walk.page().getByRole(AriaRole.LISTBOX)).hasCount(0);
        }
    }

    @ParameterizedTest
    @MethodSource("screens")
    void an_invalid_number_stays_on_the_step_and_says_why(Screen screen) {
        try (Walk walk = Walk.at(site, screen).open()) {
            walk.visitor().expect("status of 400");
            walk.numberField().fill("+33 1 23 45 67 8");
            walk.button("Continue").click();

            assertThat(walk.error()).hasText("This number is too short.");
            assertThat(walk.numberField()).hasAttribute("aria-invalid", "true");
            assertThat(walk.page()).hasURL(walk.visitor().address() + "/onboarding");
            assertThat(walk.step()).containsText("Number");
        }
    }

    @ParameterizedTest
    @MethodSource("screens")
    void a_valid_number_leads_to_the_code_step(Screen screen) {
        try (Walk walk = Walk.at(site, screen).open().toCode()) {
            assertThat(walk.heading()).hasText("Enter the code");
            assertThat(walk.step()).containsText("Code");
            assertThat(walk.messages()).hasSize(1);
            String shown = walk.page().locator("main .lead bdi").textContent();
            assertThat("+" + shown.replaceAll("\\D", "")).isEqualTo(walk.number());
            assertThat(walk.link("Change")).isVisible();
        }
    }

    @ParameterizedTest
    @MethodSource("screens")
    void cancel_or_back_leaves_the_flow(Screen screen) {
        try (Walk walk = Walk.at(site, screen).open().toCode()) {
            walk.button("Cancel").click();
            assertThat(walk.heading()).hasText("What is your phone number?");
            assertThat(walk.numberField()).hasValue("");
            walk.visitor().go("/onboarding/code");
            assertThat(walk.heading()).hasText("What is your phone number?");
        }
        try (Walk walk = Walk.at(site, screen)) {
            walk.page().navigate("about:blank");
            walk.open();
            walk.page().goBack();
            assertThat(walk.page()).hasURL("about:blank");
        }
    }

    @ParameterizedTest
    @MethodSource("screens")
    void six_code_boxes_take_digits_one_by_one(Screen screen) {
        try (Walk walk = Walk.at(site, screen).open().toCode()) {
            assertThat(walk.boxes()).hasCount(6);
            String code = walk.code();
            for (int at = 0; at < 5; at++) {
                assertThat(walk.boxes().nth(at)).isFocused();
                walk.page().keyboard().press(code.substring(at, at + 1));
                assertThat(walk.boxes().nth(at)).hasValue(code.substring(at, at + 1));
            }
            assertThat(walk.heading()).hasText("Enter the code");
            walk.page().keyboard().press(code.substring(5));
            assertThat(walk.heading()).hasText("Set up your phone");
        }
    }

    @ParameterizedTest
    @MethodSource("screens")
    void a_busy_state_shows_while_a_request_runs(Screen screen) {
        try (Walk walk = Walk.at(site, screen).open()) {
            CompletableFuture<com.microsoft.playwright.Route> held = new CompletableFuture<>();
            walk.page().route("**/onboarding/start", held::complete);
            walk.submitNumber();

            Locator busy = walk.button("Sending…");
            assertThat(busy).isVisible();
            assertThat(busy).hasAttribute("aria-busy", "true");
            assertThat(busy).hasAttribute("aria-disabled", "true");
            walk.page().waitForCondition(held::isDone);
            held.join().resume();
            walk.atCode();
            assertThat(walk.page().locator("[aria-busy=true]")).hasCount(0);
        }
    }

    @ParameterizedTest
    @MethodSource("screens")
    void headings_buttons_and_fields_are_reachable_by_role(Screen screen) {
        try (Walk walk = Walk.at(site, screen).open()) {
            assertThat(walk.page().getByRole(AriaRole.MAIN)).hasCount(1);
            assertThat(walk.page().getByRole(AriaRole.HEADING)).hasCount(1);
            assertThat(field(walk, "Phone number")).isEditable();
            assertThat(walk.page()
                            .getByRole(
                                    AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Country United States +1")))
                    .hasAttribute("aria-haspopup", "listbox");
            walk.toCode();
            assertThat(walk.page().getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Six-digit code")))
                    .isVisible();
            for (int digit = 1; digit <= 6; digit++) {
                assertThat(field(walk, "Digit " + digit + " of 6")).isEditable();
            }
            for (String name : List.of("Continue", "Send it again", "Cancel")) {
                assertThat(walk.button(name)).isVisible();
            }
            assertThat(walk.link("Change")).isVisible();
        }
    }

    private static Locator field(Walk walk, String name) {
        return walk.page()
                .getByRole(
                        AriaRole.TEXTBOX,
                        new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @ParameterizedTest
    @MethodSource("screens")
    void tab_moves_through_everything_in_order(Screen screen) {
        try (Walk walk = Walk.at(site, screen).open()) {
            assertThat(tabbed(walk, 7))
                    .containsExactly(
                            "Skip to content",
                            "Firstring",
                            "+1",
                            "#phoneNumber",
                            "Continue",
                            "Language English",
                            "out");
            walk.toCode();
            assertThat(tabbed(walk, 13))
                    .containsExactly(
                            "Skip to content",
                            "Firstring",
                            "Change",
                            "Digit 1 of 6",
                            "Digit 2 of 6",
                            "Digit 3 of 6",
                            "Digit 4 of 6",
                            "Digit 5 of 6",
                            "Digit 6 of 6",
                            "Continue",
                            "Send it again",
                            "Cancel",
                            "Development: the message is in the inbox.");
        }
    }

    /** Where the focus is after each of so many presses of Tab from the beginning of the page. */
    private static List<String> tabbed(Walk walk, int times) {
        walk.page().evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }");
        walk.page()
                .evaluate(
                        "() => { const at = document.createElement('i'); at.tabIndex = -1; document.body.prepend(at); at.focus(); at.remove(); }");
        return Stream.generate(() -> {
                    walk.page().keyboard().press("Tab");
                    return (String) walk.page().evaluate("""
                            () => {
                              const at = document.activeElement;
                              if (at === document.body) return "out";
                              if (at.id === "country") return at.querySelector(".calling").textContent;
                              return at.getAttribute("aria-label") ?? (at.textContent.trim().replace(/\\s+/g, " ") || `#${at.id}`);
                            }""");
                })
                .limit(times)
                .toList();
    }
}
