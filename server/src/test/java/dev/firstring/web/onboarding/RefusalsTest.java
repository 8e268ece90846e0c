package dev.firstring.web.onboarding;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome;
import dev.firstring.testing.Person;
import dev.firstring.web.browser.Screen;
import dev.firstring.web.browser.Site;
import dev.firstring.web.browser.Walk;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A service with narrow limits, wary of numbers that were guessed at, whose provider has no SMS to offer. */
@Tag("peer")
class RefusalsTest {

    private static final CallsOnly SENDER = new CallsOnly();
    private static Site site;

    @BeforeAll
    static void start() {
        site = Site.start(setup -> setup.sender(SENDER)
                .set("firstring.limits.number-hour", 1)
                .set("firstring.limits.tries.per-day", 3)
                .set("firstring.limits.tries.first-wait", "1s")
                .set("firstring.challenge.difficulty", 20_000)
                .set("firstring.accounts.creation", "required"));
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void a_limit_is_told_with_the_time_to_wait_and_holds_the_button_so_long() {
        SENDER.sms = true;
        try (Walk walk = Walk.open(site).toCode()) {
            walk.visitor().expect("status of 429");
            walk.button("Cancel").click();
            assertThat(walk.numberField()).hasValue("");
            walk.submitNumber();

            assertThat(walk.notice()).hasAttribute("role", "alert");
            assertThat(walk.notice())
                    .hasText("Too many codes were requested for this number within an hour. Try again in 60 minutes.");
            assertThat(walk.numberField()).hasValue(java.util.regex.Pattern.compile(".*\\d{2}"));
            assertThat(walk.page().locator("button.main")).hasAttribute("aria-disabled", "true");
            assertThat(walk.page().locator("button.main"))
                    .hasText(java.util.regex.Pattern.compile("Continue \\(\\d\\d:\\d\\d\\)"));
            walk.visitor().accessible();
            assertThat(SENDER.to(walk.number())).hasSize(1);

            walk.page().locator(".languages summary").click();
            walk.link("Français").click();
            assertThat(walk.page().locator("html")).hasAttribute("lang", "fr");
            assertThat(walk.page().locator("main")).hasAttribute("data-page", "number");
        }
    }

    @Test
    void when_no_sms_can_be_sent_a_call_is_offered_at_once() {
        SENDER.sms = false;
        try (Walk walk = Walk.open(site)) {
            walk.visitor().expect("status of (503|401)");
            walk.submitNumber();

            assertThat(walk.heading()).hasText("The code did not arrive");
            assertThat(walk.page().locator("main .lead")).hasAttribute("role", "alert");
            assertThat(walk.notice()).hasCount(0);
            assertThat(walk.page().locator("main form button.main")).hasCount(1);
            assertThat(walk.button("Call me instead")).not().hasAttribute("aria-disabled", "true");
            walk.visitor().accessible();
            walk.button("Call me instead").click();

            assertThat(walk.notice()).hasText("We are calling you.");
            assertThat(SENDER.to(walk.number())).hasSize(1);
            walk.enter(SENDER.code(walk.number()));
            assertThat(walk.heading()).hasText("Your number is verified");
        } finally {
            SENDER.sms = true;
        }
    }

    @Test
    @Tag("pictured")
    void an_account_that_cannot_be_given_is_told_and_can_be_asked_for_again() {
        try (Walk walk = Walk.open(site).toCode()) {
            walk.visitor().expect("status of 401");
            walk.enter(SENDER.code(walk.number()));

            assertThat(walk.heading()).hasText("Your number is verified");
            assertThat(walk.step()).containsText("Account");
            assertThat(walk.notice()).hasAttribute("role", "alert");
            assertThat(walk.notice()).containsText("Sign in to the app or the website that sent you here");
            assertThat(walk.notice()).not().containsText("token");
            walk.visitor().accessible().picture("finish").pictureInTheDark("finish");
            walk.button("Get my account").click();
            assertThat(walk.notice()).isVisible();
            walk.button("Cancel").click();
            assertThat(walk.heading()).hasText("What is your phone number?");
        }
    }

    @Test
    void a_proof_of_work_is_done_beside_the_page_and_the_flow_goes_on() {
        SENDER.sms = true;
        try (Walk walk = Walk.open(site)) {
            walk.visitor().expect("status of 403");
            guessed(walk.number());
            List<String> workers = new CopyOnWriteArrayList<>();
            walk.page().onWorker(worker -> workers.add(worker.url()));
            walk.submitNumber().atCode();

            assertThat(workers).singleElement().satisfies(url -> assertThat(url).endsWith("/js/solver.js"));
            assertThat(walk.heading()).hasText("Enter the code");
            assertThat(SENDER.to(walk.number())).isNotEmpty();
        }
    }

    @Test
    @Tag("pictured")
    void while_the_proof_is_made_the_page_says_so_and_answers() {
        SENDER.sms = true;
        try (Walk walk = Walk.at(site, Screen.PHONE).open()) {
            walk.visitor().expect("status of 403");
            guessed(walk.number());
            var held = new java.util.concurrent.CompletableFuture<com.microsoft.playwright.Route>();
            walk.visitor().context().route("**/js/solver.js", held::complete);
            walk.submitNumber();

            assertThat(walk.page().locator("proof-of-work"))
                    .hasText(
                            java.util.regex.Pattern.compile(
                                    "\\s*One moment: checking that you are human\\s+Your browser does a small calculation\\..*"));
            assertThat(walk.button("Continue")).hasAttribute("aria-busy", "true");
            walk.visitor().accessible().picture("challenge").pictureInTheDark("challenge");
            walk.country().click();
            assertThat(walk.page().locator(".choices")).isVisible();
            walk.page().keyboard().press("Escape");
            walk.page().waitForCondition(held::isDone);
            held.join().resume();
            walk.atCode();
        }
    }

    @Test
    void without_scripts_the_check_says_what_it_needs() {
        SENDER.sms = true;
        try (Walk walk = Walk.at(site, Screen.PHONE.withoutScripts()).open()) {
            walk.visitor().expect("status of 403");
            guessed(walk.number());
            walk.submitNumber();

            assertThat(walk.page().locator("proof-of-work noscript span")).isVisible();
            assertThat(walk.page().locator("proof-of-work noscript span").textContent())
                    .isEqualTo("This check needs JavaScript. Please turn it on.");
            assertThat(SENDER.to(walk.number())).hasSize(1);
        }
    }

    /** Somebody else has typed wrong codes for the number, an hour ago. */
    private static void guessed(String number) {
        Person stranger = Person.typing(site.service(), number);
        Person.expect(stranger.start());
        for (int i = 0; i < 3; i++) {
            stranger.verifyWrongly();
        }
        site.advance(Duration.ofMinutes(61));
    }

    /** A provider that always takes calls, and SMS when it is told to. */
    private static final class CallsOnly implements MessageSender {

        private final List<OutgoingMessage> taken = new CopyOnWriteArrayList<>();
        private volatile boolean sms = true;

        @Override
        public String provider() {
            return "calls";
        }

        @Override
        public boolean carries(Channel channel) {
            return true;
        }

        @Override
        public SendOutcome send(OutgoingMessage message) {
            if (message.channel() == Channel.SMS && !sms) {
                return new SendOutcome.Refused(SendOutcome.Reason.UNAVAILABLE, "no SMS today");
            }
            taken.add(message);
            return new SendOutcome.Accepted("reference-" + taken.size());
        }

        List<OutgoingMessage> to(String number) {
            return taken.stream()
                    .filter(message -> message.to().e164().equals(number))
                    .toList();
        }

        /** A call reads the digits one by one, and twice. */
        String code(String number) {
            return to(number).getLast().text().replaceAll("\\D", "").substring(0, 6);
        }
    }
}
