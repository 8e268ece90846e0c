package dev.firstring.web.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.Patience;
import dev.firstring.testing.SharedService;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A browser without scripts sends a form as often as somebody clicks, or again when an answer was lost. */
@Tag("slow")
class RepeatedFormsTest {

    private static final Pattern ONCE = Pattern.compile("name=\"once\" value=\"([^\"]+)\"");

    private static SharedService shared;
    private static int numbers;

    private FormClient browser;
    private String once;
    private String device;

    @BeforeAll
    static void start() {
        shared = SharedService.wide();
    }

    @BeforeEach
    void open() {
        browser = new FormClient(shared.node());
        once = onceOf(browser.get("/onboarding/number"));
        device = UUID.randomUUID().toString();
    }

    @Test
    void a_form_that_is_sent_twice_at_once_sends_one_message_and_both_lead_to_one_session() throws Exception {
        String number = number();
        Phaser together = new Phaser(2);
        try (ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<HttpResponse<String>>> clicks = Stream.of(1, 2)
                    .map(click -> CompletableFuture.supplyAsync(
                            () -> {
                                together.arriveAndAwaitAdvance();
                                return send(number, once);
                            },
                            hands))
                    .toList();
            for (CompletableFuture<HttpResponse<String>> click : clicks) {
                HttpResponse<String> answer = click.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
                assertThat(answer.statusCode()).isEqualTo(303);
                assertThat(answer.headers().firstValue("Location")).hasValue("/onboarding/code");
            }
        }
        assertThat(sessions(number)).isEqualTo(1);
        assertThat(messages(number)).isEqualTo(1);
        assertThat(browser.get("/onboarding/code").statusCode()).isEqualTo(200);
        assertThat(browser.setCookies().stream()
                        .filter(cookie -> cookie.startsWith("firstring-onboarding="))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void a_form_whose_answer_was_lost_leads_to_the_session_that_it_opened() {
        String number = number();
        FormClient lost = browser.copy();
        assertThat(send(lost, number, once).statusCode()).isEqualTo(303);

        assertThat(send(number, once).headers().firstValue("Location")).hasValue("/onboarding/code");

        assertThat(browser.cookie("firstring-onboarding")).isEqualTo(lost.cookie("firstring-onboarding"));
        assertThat(messages(number)).isEqualTo(1);
    }

    @Test
    void a_form_of_a_new_page_another_number_or_another_browser_runs_by_itself() {
        String number = number();
        FormClient other = browser.copy();
        FormClient stranger = new FormClient(shared.node());
        stranger.get("/onboarding/number");
        assertThat(send(number, once).statusCode()).isEqualTo(303);

        String next = number();
        assertThat(send(other, next, once).statusCode()).isEqualTo(303);
        assertThat(messages(next)).isEqualTo(1);
        send(stranger, number, once);
        assertThat(stranger.cookie("firstring-onboarding")).isNotEqualTo(browser.cookie("firstring-onboarding"));

        send(number, onceOf(browser.get("/onboarding/number")));
        assertThat(messages(number)).isGreaterThan(1);
    }

    @Test
    void a_form_that_was_refused_is_judged_again() {
        assertThat(send("12", once).statusCode()).isEqualTo(400);
        assertThat(send("12", once).statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> send(String number, String key) {
        return send(browser, number, key);
    }

    private HttpResponse<String> send(FormClient from, String number, String key) {
        return from.post("/onboarding/start", "phoneNumber", number, "region", "FR", "deviceId", device, "once", key);
    }

    private static String number() {
        numbers++;
        return "+3361277%04d".formatted(numbers);
    }

    private static String onceOf(HttpResponse<String> page) {
        Matcher found = ONCE.matcher(page.body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static int sessions(String number) {
        return count("SELECT count(*) FROM onboarding_session WHERE phone_number = :number", number);
    }

    private static int messages(String number) {
        return count("SELECT count(*) FROM message WHERE phone_number = :number", number);
    }

    private static int count(String sql, String number) {
        return JdbcClient.create(shared.database().service())
                .sql(sql)
                .param("number", number)
                .query(Integer.class)
                .single();
    }
}
