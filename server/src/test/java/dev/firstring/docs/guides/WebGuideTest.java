package dev.firstring.docs.guides;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.firstring.docs.Sources;
import dev.firstring.web.browser.Screen;
import dev.firstring.web.browser.Site;
import dev.firstring.web.browser.Visitor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;

/** The script of docs/guides/web.md in a browser, on a page of the service's origin. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebGuideTest {

    private static final String START = "/api/onboarding/start";
    private static final String RENEWAL = "/api/account/token/refresh";
    private static final String PAGE =
            "<!doctype html><html lang=en><title>Guide</title><link rel=icon href=data:,><input id=code><button id=again>Send again</button>";

    /** Goes from a number to an account; a wrong code comes first. */
    private static final String ONBOARD = """
            async (phoneNumber) => {
              const guide = await import('/guide/onboarding.js');
              const page = { code: document.querySelector('#code'), again: document.querySelector('#again') };
              const started = await guide.start(page, phoneNumber, 'FR');
              const wrong = started.otpCode === '000000' ? '000001' : '000000';
              const refused = await guide.verify(started.sessionId, phoneNumber, wrong).catch((e) => e);
              await guide.verify(started.sessionId, phoneNumber, started.otpCode);
              const account = await guide.link(started.sessionId);
              return [refused.problem.code, refused.problem.attemptsLeft, account.sipUsername];
            }
            """;

    private static final String NUMBERS = """
            async (times) => {
              const guide = await import('/guide/client.js');
              const accounts = await Promise.all(Array.from({ length: times }, () => guide.call('GET', '/api/account')));
              return accounts.map((account) => account.phoneNumbers[0].phoneNumber);
            }
            """;

    private Site site;
    private LossyProxy network;
    private Visitor visitor;

    @BeforeAll
    void start() throws IOException {
        site = Site.start();
        network = LossyProxy.before(site.service().port());
        network.serve("/guide/", "text/html", PAGE.getBytes(StandardCharsets.UTF_8));
        for (String file : List.of("onboarding.js", "client.js", "code.js")) {
            network.serve(
                    "/guide/" + file,
                    "text/javascript",
                    Files.readAllBytes(Sources.root().resolve("examples/web/" + file)));
        }
    }

    @BeforeEach
    void visit() {
        visitor = Visitor.at(site.service(), Screen.PHONE).expect("Failed to load resource");
        visitor.page().navigate(network.address() + "/guide/");
    }

    @AfterEach
    void leave() {
        visitor.close();
    }

    @AfterAll
    void stop() {
        network.close();
        site.close();
    }

    @Test
    void a_start_whose_answer_is_lost_sends_one_message_and_leads_to_a_sip_account() {
        network.loseNextAnswer(START);

        List<?> result = (List<?>) visitor.page().evaluate(ONBOARD, "+33612350001");

        assertThat(result.get(0)).isEqualTo("INVALID_OTP");
        assertThat(result.get(1)).isEqualTo(2);
        assertThat((String) result.get(2)).startsWith("u350001");
        assertThat(new JdbcTemplate(site.database().service())
                        .queryForObject(
                                "SELECT count(*) FROM message WHERE phone_number = '+33612350001'", Integer.class))
                .isEqualTo(1);
    }

    @Test
    void requests_at_once_with_a_token_that_ran_out_renew_it_once_though_the_answer_is_lost() {
        visitor.page().evaluate(ONBOARD, "+33612350002");
        site.advance(Duration.ofMinutes(16));
        int before = network.answered(RENEWAL);
        network.loseNextAnswer(RENEWAL);

        assertThat((List<?>) visitor.page().evaluate(NUMBERS, 3)).hasSize(3).allMatch("+33612350002"::equals);
        assertThat(network.answered(RENEWAL) - before).isEqualTo(2);
    }

    @Test
    void a_page_that_is_closed_while_it_renews_leaves_the_next_one_signed_in() {
        visitor.page().evaluate(ONBOARD, "+33612350003");
        site.advance(Duration.ofMinutes(16));
        int before = network.answered(RENEWAL);
        network.holdNextAnswer(RENEWAL);
        visitor.page().evaluate("void import('/guide/client.js').then((g) => g.call('GET', '/api/account'))");
        org.awaitility.Awaitility.await().until(() -> {
            visitor.page().evaluate("1");
            return network.answered(RENEWAL) > before;
        });

        visitor.page().navigate(network.address() + "/guide/");
        site.advance(Duration.ofHours(1));

        assertThat((List<?>) visitor.page().evaluate(NUMBERS, 1)).allMatch("+33612350003"::equals);
    }

    @Test
    void the_button_waits_as_long_as_the_server_says() {
        Page page = visitor.page();
        String count = "async (seconds) => (await import('/guide/code.js'))"
                + ".countDown(document.querySelector('#again'), seconds)";

        page.evaluate(count, 60);
        assertThat(page.locator("#again").isDisabled()).isTrue();
        assertThat(page.locator("#again").textContent()).matches("Send again \\(\\d+\\)");
        page.navigate(network.address() + "/guide/");
        page.evaluate(count, 0);
        assertThat(page.locator("#again").isEnabled()).isTrue();
        page.evaluate(count, null);
        assertThat(page.locator("#again").isDisabled()).isTrue();
    }

    @Test
    void the_code_of_the_sms_is_filled_in_where_the_browser_hands_it_over() {
        Page page = visitor.page();
        page.evaluate("""
                async () => {
                  window.OTPCredential ??= class {};
                  navigator.credentials.get = async (wanted) => ({ code: wanted.otp.transport[0] === 'sms' ? '428193' : '' });
                  await (await import('/guide/code.js')).codeFromSms(document.querySelector('#code'));
                }
                """);

        assertThat(page.locator("#code").inputValue()).isEqualTo("428193");
        assertThat(page.locator("#code").getAttribute("autocomplete")).isEqualTo("one-time-code");
    }
}
