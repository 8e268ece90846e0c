package dev.firstring.web.onboarding;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.firstring.web.browser.Site;
import dev.firstring.web.browser.Walk;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Asking for the code again: when that may be done, by which way, and what becomes of the message. */
@Tag("peer")
class ResendTest {

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
    void the_countdown_is_the_servers_and_the_button_waits_for_it() {
        try (Walk walk = Walk.open(site)) {
            long start = System.currentTimeMillis();
            walk.page().clock().setFixedTime(start);
            walk.open().toCode();
            Locator again = walk.button("Send it again");
            assertThat(again).hasAttribute("aria-disabled", "true");
            assertThat(shownCountDowns(walk)).hasText("You can ask for another SMS in 1:00.");
            assertThat(walk.button("Call me instead")).isHidden();
            again.click(new Locator.ClickOptions().setForce(true));

            walk.page().clock().setFixedTime(start + 58_000);
            assertThat(shownCountDowns(walk)).hasText("You can ask for another SMS in 0:02.");
            assertThat(again).hasAttribute("aria-disabled", "true");
            assertThat(walk.messages()).hasSize(1);

            walk.page().clock().setFixedTime(start + 60_500);
            assertThat(walk.page().locator("count-down")).hasCount(0);
            assertThat(walk.button("Call me instead")).isVisible();
            assertThat(again).not().hasAttribute("aria-disabled", "true");
            String code = walk.code();
            site.advance(Duration.ofSeconds(60));
            again.click();

            assertThat(walk.notice()).hasText("We sent the same code again.");
            assertThat(shownCountDowns(walk)).hasText("You can ask for another SMS in 2:00.");
            assertThat(walk.messages()).hasSize(2);
            assertThat(walk.code()).isEqualTo(code);
            walk.toAccount();
        }
    }

    @Test
    void a_page_that_runs_ahead_is_told_how_long_to_wait() {
        try (Walk walk = Walk.open(site).toCode()) {
            walk.visitor().expect("status of 429");
            Locator again = walk.button("Send it again");
            again.evaluate("button => button.removeAttribute('aria-disabled')");
            again.click();

            assertThat(walk.notice()).hasAttribute("role", "alert");
            assertThat(walk.notice()).hasText("The last SMS was sent only a moment ago. Try again in 60 seconds.");
            assertThat(walk.messages()).hasSize(1);
            assertThat(again).hasAttribute("aria-disabled", "true");
            walk.visitor().accessible();
            walk.toAccount();
        }
    }

    @Test
    void a_call_is_offered_after_a_minute_and_says_the_same_code() {
        try (Walk walk = Walk.open(site).toCode()) {
            String code = walk.code();
            site.advance(Duration.ofSeconds(60));
            walk.page().reload();
            walk.button("Call me instead").click();

            assertThat(walk.notice()).hasText("We are calling you.");
            assertThat(walk.messages()).hasSize(2);
            assertThat(walk.messages().getFirst()).startsWith("voice: ");
            walk.page().reload();
            assertThat(walk.page().locator(".delivery")).hasText("We are calling you.");
            report(walk, "delivered");
            assertThat(walk.page().locator(".delivery")).hasAttribute("data-delivery", "delivered");
            assertThat(walk.page().locator(".delivery")).hasText("We are calling you.");
            walk.enter(code).atAccount();
        }
    }

    @Test
    void what_becomes_of_the_message_is_shown_as_it_happens() {
        try (Walk walk = Walk.open(site).toCode()) {
            Locator delivery = walk.page().locator(".delivery");
            assertThat(delivery).hasText("Sent.");
            report(walk, "delivered");
            assertThat(delivery).hasText("Delivered to your phone.");
            assertThat(delivery).hasAttribute("data-delivery", "delivered");
            assertThat(delivery).hasAttribute("role", "status");
            report(walk, "failed");
            assertThat(walk.heading()).hasText("The code did not arrive");
            assertThat(walk.page().locator("main form button.main")).hasCount(1);
            assertThat(walk.button("Call me instead")).isVisible();
            assertThat(walk.boxes()).hasCount(0);
            walk.visitor().accessible();
        }
    }

    private static Locator shownCountDowns(Walk walk) {
        return walk.page().locator(".again form:not(.later) count-down");
    }

    /** What a provider's receipt does. */
    private static void report(Walk walk, String state) {
        JdbcClient.create(site.database().service())
                .sql("UPDATE message SET state = :state WHERE phone_number = :number")
                .param("state", state)
                .param("number", walk.number())
                .update();
    }
}
