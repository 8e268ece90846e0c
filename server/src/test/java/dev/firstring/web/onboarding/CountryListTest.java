package dev.firstring.web.onboarding;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.firstring.web.browser.Screen;
import dev.firstring.web.browser.Walk;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The list of countries beside the number. */
@Tag("peer")
class CountryListTest extends NumberFieldFixture {

    @Test
    void an_international_number_changes_the_country() {
        try (Walk walk = Walk.open(site)) {
            assertThat(walk.country()).containsText("United States");
            walk.numberField().pressSequentially("+4915123");

            assertThat(walk.country()).containsText("Germany");
            assertThat(walk.page().locator("#region")).hasValue("DE");
            assertThat(walk.numberField()).hasValue("+49 1512 3");
        }
    }

    @Test
    void a_code_of_many_countries_keeps_the_one_that_is_chosen() {
        try (Walk walk = Walk.at(site, Screen.DESKTOP.speaking("en-CA")).open()) {
            walk.numberField().pressSequentially("+1604");
            assertThat(walk.page().locator("#region")).hasValue("CA");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "germ,       DE",
        "+353,       IE",
        "353,        IE",
        "cote d'iv,  CI",
        "reunion,    RE",
        "RÉUNION,    RE",
        "ie,         IE",
        "us,         US",
        "guinea bi,  GW",
        "+1,         US"
    })
    void countries_are_found_by_name_and_code_with_and_without_accents(String wanted, String region) {
        try (Walk walk = Walk.open(site)) {
            search(walk, wanted);
            assertThat(walk.page().getByRole(AriaRole.OPTION).first()).hasAttribute("data-region", region);
            walk.page().keyboard().press("Enter");

            assertThat(walk.page().locator("#region")).hasValue(region);
            assertThat(walk.page().locator(".choices")).hasCount(0);
        }
    }

    @Test
    void a_country_that_is_not_found_is_said_so_and_escape_gives_the_focus_back() {
        try (Walk walk = Walk.open(site)) {
            search(walk, "atlantis");
            assertThat(walk.page().locator(".choices .none")).hasText("No country found");
            assertThat(walk.page().getByRole(AriaRole.OPTION)).hasCount(0);
            walk.visitor().accessible();
            walk.page().keyboard().press("Enter");
            assertThat(walk.page().locator(".choices")).hasCount(1);
            walk.page().keyboard().press("Escape");

            assertThat(walk.page().locator(".choices")).hasCount(0);
            assertThat(walk.country()).isFocused();
            assertThat(walk.country()).hasAttribute("aria-expanded", "false");
            assertThat(walk.page().locator("#region")).hasValue("US");
        }
    }

    @Test
    void the_list_is_walked_with_the_arrow_keys_and_the_number_gets_the_focus_after_a_choice() {
        try (Walk walk = Walk.open(site)) {
            walk.country().focus();
            walk.page().keyboard().press("ArrowDown");
            Locator search = walk.page().getByRole(AriaRole.COMBOBOX);
            assertThat(search).isFocused();
            assertThat(search).hasAttribute("aria-activedescendant", "country-US");
            walk.page().keyboard().press("ArrowDown");
            String next = search.getAttribute("aria-activedescendant");
            assertThat(next).isNotEqualTo("country-US");
            assertThat(walk.page().locator("#" + next)).isInViewport();
            assertThat(walk.page().locator("#" + next)).hasAttribute("aria-selected", "true");
            walk.visitor().accessible();
            walk.page().keyboard().press("Enter");

            assertThat(walk.page().locator("#region")).hasValue(next.substring("country-".length()));
            assertThat(walk.numberField()).isFocused();
        }
    }

    private static void search(Walk walk, String wanted) {
        walk.country().click();
        walk.page().getByRole(AriaRole.COMBOBOX).fill(wanted);
    }
}
