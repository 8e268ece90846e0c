package dev.firstring.web.onboarding;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.firstring.web.browser.Screen;
import dev.firstring.web.browser.Site;
import dev.firstring.web.browser.Walk;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Six boxes that behave as one field, and what happens to a code that is not right. */
@Tag("peer")
class CodeBoxesTest {

    private static final String PASTE = """
            (box, text) => {
              const data = new DataTransfer();
              data.setData("text/plain", text);
              box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
            }""";

    private static Site site;

    @BeforeAll
    static void start() {
        site = Site.start();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    static Stream<Arguments> pasted() {
        return Stream.of(
                form("plain, into the first box", 0, code -> code),
                form("with a space, into the third box", 2, code -> code.substring(0, 3) + " " + code.substring(3)),
                form("with dashes, into the last box", 5, code -> String.join("-", code.split(""))),
                form("in a sentence, into the second box", 1, code -> " Code: " + code + "."),
                form("wrapped in marks of direction", 0, code -> "\u202D" + code + "\u202C"),
                form("with zero-width characters", 4, code -> String.join("\u200B", code.split(""))),
                form("as keycaps", 0, code -> code.replaceAll("(.)", "$1\uFE0F\u20E3")),
                form("in Arabic digits", 0, code -> digits(code, '٠')),
                form("in Devanagari digits, into the fourth box", 3, code -> digits(code, '०')));
    }

    private static Arguments form(String name, int box, UnaryOperator<String> spelling) {
        return Arguments.argumentSet(name, box, spelling);
    }

    private static String digits(String code, char zero) {
        return code.chars()
                .mapToObj(digit -> String.valueOf((char) (zero + digit - '0')))
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @MethodSource("pasted")
    void a_whole_code_is_taken_wherever_it_is_pasted(int box, UnaryOperator<String> spelling) {
        try (Walk walk = Walk.open(site).toCode()) {
            walk.boxes().nth(box).evaluate(PASTE, spelling.apply(walk.code()));
            walk.atAccount();
        }
    }

    @Test
    void arabic_digits_can_be_typed_one_by_one() {
        try (Walk walk = Walk.open(site).toCode()) {
            walk.enter(digits(walk.code(), '٠')).atAccount();
        }
    }

    @Test
    void a_code_that_the_browser_fills_into_the_first_box_fills_all_and_is_sent() {
        try (Walk walk = Walk.at(site, Screen.PHONE).open().toCode()) {
            Locator first = walk.boxes().first();
            assertThat(first).hasAttribute("autocomplete", "one-time-code");
            assertThat(first).hasAttribute("inputmode", "numeric");
            first.fill(walk.code());
            walk.atAccount();
        }
    }

    @Test
    void arrow_keys_backspace_home_and_end_move_and_digits_replace_each_other() {
        try (Walk walk = Walk.open(site).toCode()) {
            walk.enter("12345");
            assertThat(walk.typed()).isEqualTo("12345 ");
            assertThat(walk.boxes().nth(5)).isFocused();
            walk.page().keyboard().press("Backspace");
            assertThat(walk.typed()).isEqualTo("1234  ");
            assertThat(walk.boxes().nth(4)).isFocused();
            walk.page().keyboard().press("ArrowLeft");
            walk.page().keyboard().press("ArrowLeft");
            assertThat(walk.boxes().nth(2)).isFocused();
            walk.page().keyboard().type("9");
            assertThat(walk.typed()).isEqualTo("1294  ");
            assertThat(walk.boxes().nth(3)).isFocused();
            walk.page().keyboard().press("ArrowRight");
            assertThat(walk.boxes().nth(4)).isFocused();
            walk.page().keyboard().press("Home");
            assertThat(walk.boxes().first()).isFocused();
            walk.page().keyboard().press("Backspace");
            assertThat(walk.typed()).isEqualTo(" 294  ");
            walk.page().keyboard().press("End");
            assertThat(walk.boxes().nth(5)).isFocused();
            walk.page().keyboard().type("x");
            assertThat(walk.typed()).isEqualTo(" 294  ");
        }
    }

    @Test
    void what_is_no_whole_code_is_not_sent_by_itself_and_is_told_why() {
        try (Walk walk = Walk.open(site).toCode()) {
            walk.visitor().expect("status of 400");
            walk.enter("123");
            walk.button("Continue").click();

            assertThat(walk.error()).hasText("The code has six digits.");
            assertThat(walk.boxes().first()).isFocused();
            walk.toAccount();
        }
    }

    @Test
    void a_wrong_code_empties_the_boxes_and_says_how_many_tries_are_left() {
        try (Walk walk = Walk.open(site).toCode()) {
            walk.visitor().expect("status of 400");
            walk.enter(walk.wrongCode());

            assertThat(walk.error()).containsText("2");
            assertThat(walk.error()).hasAttribute("role", "alert");
            assertThat(walk.boxes().first()).isFocused();
            assertThat(walk.boxes().first()).hasAttribute("aria-invalid", "true");
            assertThat(walk.typed()).isBlank();
            walk.visitor().accessible();
            walk.toAccount();
        }
    }

    @Test
    void after_the_last_try_one_button_is_left_and_it_starts_again_with_the_number() {
        try (Walk walk = Walk.open(site).toCode()) {
            walk.visitor().expect("status of 400");
            String wrong = walk.wrongCode();
            for (String left : new String[] {"2", "1"}) {
                walk.enter(wrong);
                assertThat(walk.error()).containsText(left);
            }
            walk.enter(wrong);
            assertThat(walk.heading()).hasText("Too many wrong codes");
            assertThat(walk.page().locator("main .lead")).hasAttribute("role", "alert");
            assertThat(walk.page().locator("main button, main a, main input:not([type=hidden])"))
                    .hasCount(1);
            walk.visitor().accessible();
            String spent = walk.code();

            walk.startAgain().click();
            assertThat(walk.numberField()).hasValue(java.util.regex.Pattern.compile("0\\d .*"));
            walk.button("Continue").click();
            walk.atCode();
            assertThat(walk.page().locator(".delivery")).hasText("Sent.");
            assertThat(walk.messages()).hasSize(2);
            assertThat(walk.code()).isNotEqualTo(spent);
            walk.toAccount();
        }
    }

    @Test
    void a_code_that_runs_out_says_so_by_itself_and_a_new_one_is_one_click_away() {
        try (Walk walk = Walk.open(site).toCode()) {
            site.advance(Duration.ofMinutes(10));

            assertThat(walk.heading()).hasText("This code has run out");
            assertThat(walk.page().locator("main .lead")).hasAttribute("role", "alert");
            assertThat(walk.boxes()).hasCount(0);
            assertThat(walk.page().locator("main form button.main")).hasCount(1);
            walk.visitor().accessible();
            walk.button("Send a new code").click();
            assertThat(walk.notice()).hasText("New code sent. The old one no longer works.");
            assertThat(walk.messages()).hasSize(2);
            walk.toAccount();
        }
    }
}
