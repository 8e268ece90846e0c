package dev.firstring.web.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.TestDatabase;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The pages of a service in production, as HTTP shows them. */
@Tag("slow")
@ExtendWith(OutputCaptureExtension.class)
class PageSecurityTest {

    private static final Pattern ASSETS = Pattern.compile("/assets/([0-9a-f]+)/");
    private static final Keeping SENDER = new Keeping();

    private static TestDatabase database;
    private static RunningService service;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        service = RunningService.over(database)
                .sender(SENDER)
                .set("firstring.mode", "production")
                .set("firstring.sip.domain", "sip.example.org")
                .set("firstring.http.public-url", "https://call.example.org")
                .set("logging.level.root", "info")
                .set("logging.level.dev.firstring", "debug")
                .start();
    }

    @AfterAll
    static void stop() {
        service.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/onboarding", "/onboarding/number", "/onboarding/nothing", "/account"})
    void pages_carry_the_headers_that_browsers_obey(String path) {
        HttpResponse<String> page = new FormClient(service).get(path);

        String policy = header(page, "Content-Security-Policy");
        assertThat(policy)
                .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'");
        assertThat(policy).doesNotContain("unsafe", "*", "http:", "https:");
        assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(page, "Strict-Transport-Security")).startsWith("max-age=31536000");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(page, "Cache-Control")).contains("no-store");
    }

    @Test
    void cookies_are_out_of_reach_of_scripts_and_other_sites_and_of_http_without_tls() {
        FormClient person = new FormClient(service);
        onboard(person, "+33621000001");

        assertThat(person.setCookies())
                .anySatisfy(cookie -> assertThat(cookie).startsWith("__Host-firstring-form="))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("__Secure-firstring-onboarding=")
                        .contains("Path=/onboarding"))
                .anySatisfy(cookie -> assertThat(cookie).startsWith("__Host-firstring-access="))
                .allSatisfy(cookie -> assertThat(cookie)
                        .contains("; Secure", "; HttpOnly")
                        .containsPattern("; SameSite=(Lax|Strict)")
                        .doesNotContain("Domain="));
        assertThat(person.setCookies().stream().filter(cookie -> cookie.startsWith("__Host-")))
                .allSatisfy(cookie -> assertThat(cookie).contains("Path=/;"));
    }

    @Test
    void a_form_without_its_token_is_refused_with_a_page_and_does_nothing() {
        FormClient person = new FormClient(service);
        person.get("/onboarding");

        HttpResponse<String> refused =
                person.postWithoutToken("/onboarding/start", "region", "FR", "phoneNumber", "+33621000002");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(header(refused, "Content-Type")).startsWith("text/html");
        assertThat(refused.body()).contains("This page was open for too long", "Nothing was changed");
        assertThat(SENDER.to("+33621000002")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void a_form_of_another_site_is_refused_even_with_the_token(String site) {
        FormClient person = new FormClient(service);
        person.get("/onboarding");

        HttpResponse<String> refused = person.post(
                List.of("Sec-Fetch-Site", site), "/onboarding/start", "region", "FR", "phoneNumber", "+33621000003");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(SENDER.to("+33621000003")).isEmpty();
    }

    @Test
    void the_token_of_somebody_else_is_no_token() {
        FormClient attacker = new FormClient(service);
        attacker.get("/onboarding");
        FormClient person = new FormClient(service);
        person.get("/onboarding");

        HttpResponse<String> refused = person.postWithoutToken(
                "/onboarding/start", "region", "FR", "phoneNumber", "+33621000004", "_csrf", attacker.token());

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(SENDER.to("+33621000004")).isEmpty();
    }

    @Test
    void the_id_of_a_session_stands_in_its_cookie_and_nowhere_else(CapturedOutput log) {
        FormClient person = new FormClient(service);
        onboard(person, "+33621000005");

        String id = person.cookie("__Secure-firstring-onboarding");
        assertThat(id).hasSizeGreaterThan(20);
        assertThat(person.seen())
                .hasSizeGreaterThan(4)
                .noneSatisfy(seen -> assertThat(seen).contains(id));
        assertThat(log.getAll()).contains("dev.firstring").doesNotContain(id, "33621000005");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "/%09/evil.example",
                "/onboarding/../..//evil.example",
                "/a//evil.example",
                "javascript:alert(1)",
                "/onboarding\r\nSet-Cookie: a=b",
                "onboarding"
            })
    void the_choice_of_a_language_leads_nobody_away(String back) {
        HttpResponse<String> answer = new FormClient(service)
                .get("/language?to=fr&back="
                        + java.net.URLEncoder.encode(back, java.nio.charset.StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(header(answer, "Location")).isEqualTo("/onboarding");
        assertThat(answer.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie).startsWith("firstring-language=fr;"));
    }

    @Test
    void a_language_that_is_not_spoken_is_not_kept() {
        HttpResponse<String> answer = new FormClient(service).get("/language?to=xx&back=/onboarding/number");

        assertThat(header(answer, "Location")).isEqualTo("/onboarding/number");
        assertThat(answer.headers().allValues("Set-Cookie"))
                .noneSatisfy(cookie -> assertThat(cookie).startsWith("firstring-language"));
    }

    @Test
    void files_are_kept_for_good_under_their_address_and_not_at_all_under_another() {
        FormClient person = new FormClient(service);
        Matcher version = ASSETS.matcher(person.get("/onboarding").body());
        assertThat(version.find()).isTrue();

        HttpResponse<String> current = person.get(version.group() + "css/app.css");
        assertThat(current.statusCode()).isEqualTo(200);
        assertThat(header(current, "Cache-Control")).contains("max-age=31536000", "public", "immutable");
        assertThat(header(current, "Content-Type")).startsWith("text/css");
        assertThat(current.headers().allValues("Set-Cookie")).isEmpty();

        HttpResponse<String> older = person.get("/assets/0123456789ab/css/app.css");
        assertThat(older.statusCode()).isEqualTo(200);
        assertThat(older.body()).isEqualTo(current.body());
        assertThat(header(older, "Cache-Control")).contains("no-store").doesNotContain("immutable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "css/none.css",
                "flags/zz.svg",
                "flags/../css/app.css",
                "..%2f..%2fapplication.yaml",
                "js/",
                "plans/ZZ.json"
            })
    void files_that_are_not_there_are_not_found(String name) {
        HttpResponse<String> answer = new FormClient(service).get("/assets/0123456789ab/" + name);
        assertThat(answer.statusCode()).isIn(400, 404);
    }

    private static void onboard(FormClient person, String number) {
        person.get("/onboarding");
        assertThat(person.post("/onboarding/start", "region", "FR", "phoneNumber", number)
                        .headers()
                        .firstValue("Location"))
                .hasValue("/onboarding/code");
        person.get("/onboarding/code");
        assertThat(person.post("/onboarding/code", "otpCode", SENDER.code(number))
                        .headers()
                        .firstValue("Location"))
                .hasValue("/onboarding/done");
        assertThat(person.get("/onboarding/done").body()).contains("Set up your phone");
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static final class Keeping implements MessageSender {

        private final List<OutgoingMessage> messages = new CopyOnWriteArrayList<>();

        @Override
        public String provider() {
            return "keeping";
        }

        @Override
        public boolean carries(Channel channel) {
            return true;
        }

        @Override
        public SendOutcome send(OutgoingMessage message) {
            messages.add(message);
            return new SendOutcome.Accepted("reference-" + messages.size());
        }

        List<OutgoingMessage> to(String number) {
            return messages.stream()
                    .filter(message -> message.to().e164().equals(number))
                    .toList();
        }

        String code(String number) {
            return to(number).getLast().text().replaceAll("(?s).*\\b(\\d{6})\\b.*", "$1");
        }
    }
}
