package dev.firstring.web.onboarding;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.web.browser.Screen;
import dev.firstring.web.browser.Walk;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first page: a number as people type it, and what is said of one that will not do. */
@Tag("peer")
class NumberFieldTest extends NumberFieldFixture {

    /** Nothing is sent on it, so that those who type on it leave it to the next. */
    private static Walk french;

    @BeforeAll
    static void open() {
        french = Walk.at(site, Screen.DESKTOP.speaking("en-FR")).open();
        french.visitor().expect("status of 400");
        loaded(french);
    }

    @AfterAll
    static void leave() {
        french.close();
    }

    @ParameterizedTest
    @CsvSource({
        "''                                , Enter your phone number.",
        "06 12                             , This number is too short.",
        "06 12 34 56 78 90 12              , This number is too long.",
        "04 00 00 00 00                    , This does not look like a valid number in the country that you chose (France).",
        "+999 12 34 56 78                  , We do not know this country code.",
        "ring me                           , The character U+0072 LATIN SMALL LETTER R cannot stand in a phone number.",
        "06 12 34 56 78 x 12               , An extension cannot receive a code. Enter a direct number."
    })
    void what_is_no_number_stays_and_is_told_why(String typed, String reason) {
        french.numberField().fill(typed);
        french.button("Continue").click();

        assertThat(french.error()).hasText(reason);
        assertThat(french.numberField()).hasAttribute("aria-invalid", "true");
        assertThat(french.numberField())
                .hasAccessibleDescription(Pattern.compile("^" + reason.replaceAll("[.+()]", "\\\\$0")));
        assertThat(french.numberField()).isFocused();
        assertThat(french.step()).containsText("Number");
        french.visitor().accessible();

        french.numberField().fill("06 12 34 56 78");
        assertThat(french.numberField()).not().hasAttribute("aria-invalid", "true");
        assertThat(french.error()).isHidden();
    }

    @Test
    void the_list_opens_with_the_chosen_country_in_its_middle() {
        try (Walk walk = Walk.open(site)) {
            walk.country().click();
            assertThat(((Number) walk.page().evaluate("""
                            () => {
                              const list = document.querySelector(".choices ul").getBoundingClientRect();
                              const item = document.querySelector(".choices [aria-selected=true]").getBoundingClientRect();
                              return Math.abs((item.top + item.bottom) / 2 - (list.top + list.bottom) / 2) / list.height;
                            }""")).doubleValue()).isLessThan(0.1);
        }
    }

    @Test
    void without_scripts_the_service_says_the_same() {
        try (Walk walk =
                Walk.at(site, Screen.PHONE.speaking("en-FR").withoutScripts()).open()) {
            walk.visitor().expect("status of 400");
            walk.numberField().fill("06 12");
            walk.button("Continue").click();

            assertThat(walk.error()).hasText("This number is too short.");
            assertThat(walk.numberField()).hasValue("06 12");
            assertThat(walk.numberField()).hasAttribute("aria-invalid", "true");
            assertThat(walk.page().locator("#region")).hasValue("FR");
        }
    }

    @Test
    void a_number_that_gets_no_codes_is_refused_with_the_reason() {
        try (Walk walk = Walk.at(site, Screen.DESKTOP.speaking("en-FR")).open()) {
            walk.visitor().expect("status of 403");
            walk.numberField().fill("08 99 12 34 56");
            walk.button("Continue").click();

            assertThat(walk.notice()).hasAttribute("role", "alert");
            assertThat(walk.notice()).containsText("Number not allowed");
            assertThat(walk.numberField()).hasValue("0 899 12 34 56");
            assertThat(walk.step()).containsText("Number");
            walk.visitor().accessible();
        }
    }

    @Test
    void a_landline_is_told_before_anything_is_sent_and_can_be_called() {
        try (Walk walk = Walk.at(site, Screen.DESKTOP.speaking("en-FR")).open()) {
            walk.visitor().expect("status of 403");
            walk.numberField().fill("01 42 34 56 50");
            walk.button("Continue").click();

            assertThat(walk.error()).containsText("This is a landline: it cannot receive an SMS.");
            assertThat(site.service().get("/dev/inbox/messages").body()).doesNotContain("+33142345650");
            walk.visitor().accessible();
            walk.button("Call me").click();

            walk.atCode();
            assertThat(site.service().get("/dev/inbox/messages").body()).contains("+33142345650");
            assertThat(walk.page().getByText("Send it again")).hasCount(0);
        }
    }

    /** Whatever the service reads the page lets through, and what it can it shows in the country's own form. */
    @ParameterizedTest
    @CsvSource({
        "CI, 07 12 34 56              , +2250707123456",
        "US, 011 33 6 12 34 56 78     , +33612345678",
        "FR, tel:+33-6-12-34-56-78    , +33612345678",
        "VN, 0168 123 4567            , +84381234567",
        "DE, 4915112345678            , +4915112345678"
    })
    void a_number_that_the_service_reads_is_never_stopped_by_the_page(String region, String typed, String e164) {
        try (Walk walk = Walk.at(site, Screen.DESKTOP.speaking("en-" + region)).open()) {
            loaded(walk);
            walk.numberField().fill(typed);
            walk.numberField().press("Tab");
            walk.button("Continue").click();

            walk.atCode();
            assertThat(site.service().get("/dev/inbox/messages").body()).contains('"' + e164 + '"');
        }
    }

    @Test
    void a_number_out_of_a_contacts_app_is_shown_clean_and_chooses_its_country() {
        try (Walk walk = Walk.open(site)) {
            loaded(walk);
            walk.numberField().fill("\u202D+49\u00A0151\u200B2345\u20106789\u202C");

            assertThat(walk.country()).containsText("Germany");
            assertThat(walk.numberField()).hasValue("+49 1512 3456789");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", ""})
    void an_international_number_without_its_plus_sign_is_read_too(String front) {
        try (Walk walk = Walk.at(site, Screen.DESKTOP.speaking("en-FR")).open()) {
            loaded(walk);
            walk.numberField().pressSequentially(front + walk.number().substring(1));
            walk.button("Continue").click();

            walk.atCode();
            assertThat(walk.messages()).hasSize(1);
        }
    }

    @Test
    void a_national_number_is_formatted_as_it_is_typed() {
        try (Walk walk = Walk.at(site, Screen.PHONE.speaking("fr-FR")).open()) {
            loaded(walk);
            walk.numberField().pressSequentially("0612");
            assertThat(walk.numberField()).hasValue("06 12");
            walk.numberField().pressSequentially("345678");
            assertThat(walk.numberField()).hasValue("06 12 34 56 78");
            walk.numberField().press("Backspace");
            assertThat(walk.numberField()).hasValue("06 12 34 56 7");
        }
    }

    @Test
    void the_caret_keeps_its_place_in_the_middle() {
        french.numberField().fill("06 12 34 78");
        french.numberField().evaluate("field => field.setSelectionRange(8, 8)");
        french.page().keyboard().type("56");

        assertThat(french.numberField()).hasValue("06 12 34 56 78");
        assertThat(caret(french)).isEqualTo("06 12 34 56".length());
        french.page().keyboard().press("Backspace");
        assertThat(french.numberField()).hasValue("06 12 34 57 8");
        assertThat(caret(french)).isEqualTo("06 12 34 5".length());
    }

    @Test
    void foreign_digits_become_the_digits_of_a_number() {
        french.numberField().fill("٠٦١٢٣٤٥٦٧٨");
        assertThat(french.numberField()).hasValue("06 12 34 56 78");
    }

    @Test
    void the_number_that_a_session_waits_for_can_be_changed() {
        try (Walk walk = Walk.open(site).toCode()) {
            walk.link("Change").click();
            assertThat(walk.heading()).hasText("What is your phone number?");
            assertThat(walk.notice()).containsText("A code is on its way to +33");
            assertThat(walk.country()).containsText("France");
            walk.link("Enter it").click();
            assertThat(walk.heading()).hasText("Enter the code");
            assertThat(walk.messages()).hasSize(1);
        }
    }

    /** Waits until the page has the plan of the country. */
    private static void loaded(Walk walk) {
        assertThat(walk.numberField()).hasAttribute("placeholder", Pattern.compile(".+"));
    }

    private static int caret(Walk walk) {
        return (int) walk.numberField().evaluate("field => field.selectionStart");
    }
}
