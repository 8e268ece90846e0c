package dev.firstring.http.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.http.CorsSettings;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorsTest {

    static {
        // The client of these tests is no browser: it may say where it comes from.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host,origin,connection");
    }

    private static final String APP = "https://app.example.org";

    private TestDatabase database;
    private RunningService open;
    private RunningService closed;

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        open = RunningService.over(database)
                .set("firstring.http.cors.origins", APP + ",http://localhost:5173")
                .start();
        closed = RunningService.over(database).start();
    }

    @AfterAll
    void stop() {
        open.close();
        closed.close();
        database.close();
    }

    @Test
    void nobody_is_let_in_unless_it_is_set() {
        Reply preflight =
                closed.call("OPTIONS", "/api/v1/account", "", "Origin", APP, "Access-Control-Request-Method", "GET");

        assertThat(cors(preflight)).isEmpty();
        assertThat(cors(closed.get("/api/v1/account", "Origin", APP))).isEmpty();
    }

    @Test
    void a_page_of_a_configured_origin_asks_first_and_may_send_what_the_api_takes() {
        Reply preflight = open.call(
                "OPTIONS",
                "/api/v1/onboarding/start",
                "",
                "Origin",
                APP,
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "content-type,idempotency-key,authorization");

        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo(APP);
        assertThat(preflight.header("Access-Control-Allow-Methods")).contains("POST", "PATCH", "DELETE");
        assertThat(preflight.header("Access-Control-Allow-Headers"))
                .contains("Authorization", "Content-Type", "Idempotency-Key", "X-Onboarding-Session");
        assertThat(preflight.header("Access-Control-Max-Age")).isEqualTo("7200");
        assertThat(preflight.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(preflight.response().headers().allValues("Vary")).contains("Origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/account",
                "/api/account",
                "/api/nowhere",
                "/api/v1/sip/health",
                "/api/onboarding/session"
            })
    void answers_and_refusals_can_be_read_with_the_headers_that_matter(String path) {
        Reply reply = open.get(path, "Origin", APP);

        assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo(APP);
        assertThat(reply.header("Access-Control-Expose-Headers"))
                .contains("Retry-After", "Idempotency-Replayed", "RateLimit", "X-Request-Id");
        assertThat(reply.response().headers().allValues("Vary")).contains("Origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://app.example.org",
                "https://app.example.org:8443",
                "null",
                "https://app.example.org.evil.example",
                "https://x.app.example.org"
            })
    void other_origins_are_answered_without_a_word_for_them(String origin) {
        Reply preflight =
                open.call("OPTIONS", "/api/v1/account", "", "Origin", origin, "Access-Control-Request-Method", "GET");

        assertThat(cors(preflight)).isEmpty();
        assertThat(cors(open.get("/api/v1/account", "Origin", origin))).isEmpty();
    }

    @Test
    void pages_are_no_part_of_it() {
        assertThat(cors(open.get("/onboarding", "Origin", APP))).isEmpty();
    }

    @Test
    void a_change_with_cookies_says_why_it_is_refused_and_what_to_do() {
        String cookie = "firstring-access=a.b.c";

        Reply untold = closed.post("/api/account/sign-out", "{}", "Cookie", cookie);
        assertThat(untold.status()).isEqualTo(403);
        assertThat(untold.json().get("reason").asString()).isEqualTo("no-origin");
        assertThat(untold.json().get("message").asString()).contains("Origin", "Authorization");
        Reply foreign =
                closed.post("/api/account/sign-out", "{}", "Cookie", cookie, "Origin", APP, "Accept-Language", "de");
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.json().get("reason").asString()).isEqualTo("cross-site");
        assertThat(foreign.json().get("message").asString()).contains("Ursprung");
        assertThat(closed.post(
                                "/api/account/sign-out",
                                "{}",
                                "Cookie",
                                cookie,
                                "Origin",
                                "http://localhost:" + closed.port())
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*", "https://*", "https://*.example.org", "app.example.org", "http://app.example.org",
                        "https://app.example.org/path",
                "https://u@app.example.org", "https://app.example.org?x", "null", "", "file://x", "https://"
            })
    void what_is_no_origin_is_refused_at_start(String origin) {
        assertThatThrownBy(() -> new CorsSettings(List.of(origin), false))
                .hasMessageContaining("firstring.http.cors.origins");
    }

    @Test
    void an_origin_is_compared_as_browsers_write_it() {
        CorsSettings settings =
                new CorsSettings(List.of("HTTPS://App.Example.org:443/", "http://127.0.0.1:5173"), true);

        assertThat(settings.allows(APP)).isTrue();
        assertThat(settings.allowsCookiesOf("http://127.0.0.1:5173")).isTrue();
        assertThatThrownBy(() -> new CorsSettings(List.of(), true))
                .hasMessageContaining("firstring.http.cors.credentials");
    }

    private static List<String> cors(Reply reply) {
        return reply.response().headers().map().keySet().stream()
                .filter(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control-"))
                .toList();
    }
}
