package dev.firstring.web.onboarding;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.firstring.web.browser.Screen;
import dev.firstring.web.browser.Site;
import dev.firstring.web.browser.Walk;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People click twice, go back, open tabs, wait too long, and lose the network. */
@Tag("peer")
class InterruptedFlowTest {

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
    void a_double_click_sends_one_message_and_opens_one_session() {
        try (Walk walk = Walk.open(site)) {
            walk.numberField().fill(walk.number());
            walk.button("Continue").dblclick();
            walk.atCode();
            assertThat(walk.messages()).hasSize(1);
            assertThat(sessions(walk)).isEqualTo(1);

            site.advance(Duration.ofMinutes(1));
            walk.page().reload();
            walk.button("Send it again").dblclick();
            assertThat(countDown(walk, "Send it again")).hasText("You can ask for another SMS in 2:00.");
            assertThat(walk.messages()).hasSize(2);

            walk.button("Call me instead").dblclick();
            assertThat(walk.notice()).hasText("We are calling you.");
            assertThat(walk.messages()).hasSize(3);

            walk.button("Cancel").dblclick();
            assertThat(walk.heading()).hasText("What is your phone number?");
            assertThat(walk.notice()).hasCount(0);
            assertThat(sessions(walk)).isEqualTo(1);
        }
    }

    @Test
    void a_double_click_on_the_code_makes_one_account() {
        try (Walk walk = Walk.open(site).toCode()) {
            walk.enter(walk.code().substring(0, 5));
            walk.boxes()
                    .last()
                    .evaluate(
                            "(box, digit) => { box.value = digit; }",
                            walk.code().substring(5));
            walk.page().evaluate("""
                    () => {
                      const field = document.querySelector("#otpCode");
                      field.value = [...document.querySelectorAll(".boxes input")].map((box) => box.value).join("");
                      const button = document.querySelector("form button.main");
                      button.click();
                      button.click();
                    }""");
            walk.atAccount();
            assertThat(JdbcClient.create(site.database().service())
                            .sql("SELECT count(*) FROM sip_credential WHERE phone_number = :number")
                            .param("number", walk.number())
                            .query(Integer.class)
                            .single())
                    .isEqualTo(1);
        }
    }

    @Test
    void without_scripts_a_double_click_sends_one_message_and_opens_one_session() {
        try (Walk walk = Walk.at(site, Screen.DESKTOP.withoutScripts()).open()) {
            walk.numberField().fill(walk.number());
            walk.button("Continue").dblclick();
            walk.atCode();
            assertThat(walk.messages()).hasSize(1);
            assertThat(sessions(walk)).isEqualTo(1);
        }
    }

    @Test
    void back_leads_from_the_code_to_the_number_and_forward_again_to_the_code() {
        try (Walk walk = Walk.open(site).toCode()) {
            walk.page().goBack();
            assertThat(walk.heading()).hasText("What is your phone number?");
            assertThat(walk.notice()).containsText("A code is on its way");
            walk.page().goForward();
            walk.atCode().toAccount();
            walk.page().goBack();
            assertThat(walk.heading()).hasText("Set up your phone");
            assertThat(walk.messages()).hasSize(1);
        }
    }

    @Test
    void a_reload_and_a_second_tab_resume_the_session() {
        try (Walk walk = Walk.open(site).toCode()) {
            walk.page().reload();
            walk.atCode();
            Page tab = walk.visitor().tab();
            tab.navigate(walk.visitor().address() + "/onboarding");
            assertThat(tab.locator("h1")).hasText("Enter the code");
            assertThat(walk.messages()).hasSize(1);
        }
    }

    @Test
    void a_code_that_is_entered_in_one_tab_moves_the_other_on() {
        try (Walk walk = Walk.open(site).toCode()) {
            Page tab = walk.visitor().tab();
            tab.navigate(walk.visitor().address() + "/onboarding");
            assertThat(tab.locator("h1")).hasText("Enter the code");
            walk.toAccount();

            assertThat(tab.locator("h1")).hasText("Set up your phone");
            assertThat(tab.locator("dd code").first())
                    .hasText(walk.page().locator("dd code").first().textContent());
        }
    }

    @Test
    void a_second_start_in_another_tab_takes_the_first_one_along() {
        try (Walk walk = Walk.open(site).toCode()) {
            String first = walk.page().locator("main .lead bdi").textContent();
            Page tab = walk.visitor().tab();
            tab.navigate(walk.visitor().address() + "/onboarding/number");
            tab.locator("#phoneNumber")
                    .fill("+33 6 44 00 00 " + "%02d".formatted(walk.number().hashCode() & 31));
            tab.locator("button.main").click();
            assertThat(tab.locator("h1")).hasText("Enter the code");
            String second = tab.locator("main .lead bdi").textContent();

            assertThat(second).isNotEqualTo(first);
            assertThat(walk.page().locator("main .lead bdi")).hasText(second);
            assertThat(walk.heading()).hasText("Enter the code");
        }
    }

    @Test
    void a_session_that_has_expired_starts_again_and_says_why() {
        try (Walk walk = Walk.open(site).toCode()) {
            site.advance(Duration.ofHours(1));

            assertThat(walk.heading()).hasText("What is your phone number?");
            assertThat(walk.notice()).hasText("This took too long. Please start again.");
            assertThat(walk.country()).containsText("France");
            assertThat(walk.numberField()).hasValue("0" + nationalDigits(walk));
            walk.visitor().accessible();
            walk.button("Continue").click();
            walk.atCode().toAccount();
        }
    }

    private static String nationalDigits(Walk walk) {
        String digits = walk.number().substring(3);
        return digits.charAt(0) + digits.substring(1).replaceAll("(..)", " $1");
    }

    @Test
    void without_scripts_an_expired_session_says_so_when_the_code_is_sent() {
        try (Walk walk = Walk.at(site, Screen.PHONE.withoutScripts()).open().toCode()) {
            site.advance(Duration.ofHours(1));
            walk.page().locator("#otpCode").fill(walk.code());
            walk.button("Continue").click();

            assertThat(walk.heading()).hasText("What is your phone number?");
            assertThat(walk.notice()).hasText("This took too long. Please start again.");
        }
    }

    @Test
    void a_session_that_is_cancelled_in_one_tab_is_over_in_the_other() {
        try (Walk walk = Walk.open(site).toCode()) {
            Page tab = walk.visitor().tab();
            tab.navigate(walk.visitor().address() + "/onboarding");
            walk.button("Cancel").click();

            assertThat(tab.locator("h1")).hasText("What is your phone number?");
            assertThat(walk.heading()).hasText("What is your phone number?");
        }
    }

    @Test
    void offline_is_said_and_the_page_goes_on_by_itself_once_the_network_is_back() {
        try (Walk walk = Walk.open(site)) {
            walk.visitor().expect("ERR_INTERNET_DISCONNECTED");
            walk.visitor().context().setOffline(true);
            walk.submitNumber();

            assertThat(walk.notice()).hasAttribute("role", "alert");
            assertThat(walk.notice()).containsText("You are offline. We try again as soon as you are back.");
            assertThat(walk.button("Continue")).not().hasAttribute("aria-busy", "true");
            assertThat(walk.messages()).isEmpty();
            walk.visitor().accessible();

            walk.visitor().context().setOffline(false);
            walk.atCode();
            assertThat(walk.messages()).hasSize(1);
            assertThat(sessions(walk)).isEqualTo(1);
        }
    }

    @Test
    void a_code_that_is_typed_offline_is_sent_once_the_network_is_back() {
        try (Walk walk = Walk.open(site).toCode()) {
            walk.visitor().expect("ERR_INTERNET_DISCONNECTED");
            String code = walk.code();
            walk.visitor().context().setOffline(true);
            walk.enter(code);
            assertThat(walk.notice()).containsText("You are offline.");
            walk.visitor().context().setOffline(false);

            walk.atAccount();
            assertThat(walk.messages()).hasSize(1);
        }
    }

    @Test
    void pressing_the_button_again_while_offline_does_not_send_twice() {
        try (Walk walk = Walk.open(site)) {
            walk.visitor().expect("ERR_INTERNET_DISCONNECTED");
            walk.visitor().context().setOffline(true);
            walk.submitNumber();
            assertThat(walk.notice()).isVisible();
            walk.button("Continue").click();
            walk.button("Try again").click();
            assertThat(walk.notice()).hasCount(1);

            walk.visitor().context().setOffline(false);
            walk.atCode();
            assertThat(walk.messages()).hasSize(1);
            assertThat(sessions(walk)).isEqualTo(1);
        }
    }

    private static Locator countDown(Walk walk, String button) {
        return walk.page()
                .locator(".again form")
                .filter(new Locator.FilterOptions().setHasText(button))
                .locator("count-down");
    }

    private static int sessions(Walk walk) {
        return JdbcClient.create(site.database().service())
                .sql("SELECT count(*) FROM onboarding_session WHERE phone_number = :number")
                .param("number", walk.number())
                .query(Integer.class)
                .single();
    }
}
