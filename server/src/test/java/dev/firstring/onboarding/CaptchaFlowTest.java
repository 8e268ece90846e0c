package dev.firstring.onboarding;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static dev.firstring.testing.Person.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;

/** A captcha instead of a proof of work, over the API. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CaptchaFlowTest {

    private final WireMockServer vendor = new WireMockServer(wireMockConfig().dynamicPort());
    private TestDatabase database;
    private RunningService service;
    private JdbcTemplate jdbc;
    private int callers;

    @BeforeAll
    void startService() {
        vendor.start();
        database = TestDatabase.create();
        service = RunningService.over(database)
                .clock(new SettableClock())
                .set("firstring.guard.reaction", "challenge")
                .set("firstring.challenge.kind", "turnstile")
                .set("firstring.challenge.captcha.site-key", "0x4AAA-site")
                .set("firstring.challenge.captcha.secret", "0x4AAA-secret")
                .set("firstring.challenge.captcha.hostnames", "app.example.org")
                .set("firstring.challenge.captcha.url", vendor.baseUrl() + "/siteverify")
                .start();
        jdbc = new JdbcTemplate(database.service());
    }

    @AfterAll
    void stop() {
        service.close();
        database.close();
        vendor.stop();
    }

    @BeforeEach
    void pump() {
        vendor.resetAll();
        jdbc.update("DELETE FROM guard_count");
        jdbc.update("DELETE FROM rate_limit");
        vendor.stubFor(post(anyUrl())
                .willReturn(okJson("{\"success\": false, \"error-codes\": [\"invalid-input-response\"]}")));
        vendor.stubFor(post(anyUrl())
                .withRequestBody(containing("good-token"))
                .willReturn(okJson("{\"success\": true, \"hostname\": \"app.example.org\"}")));
        for (int i = 0; i < 40; i++) {
            expect(start(i, null));
        }
    }

    @Test
    void a_challenge_says_which_widget_to_show_with_which_key() {
        Reply asked = start(100, null);
        assertThat(asked.code()).isEqualTo("CHALLENGE_REQUIRED");
        assertThat(asked.json().required("challengeType").asString()).isEqualTo("turnstile");
        assertThat(asked.json().required("challenge").toString())
                .isEqualTo("{\"type\":\"turnstile\",\"siteKey\":\"0x4AAA-site\"}");

        Reply before = service.post("/api/v1/onboarding/challenge", "{\"phone_number\":\"+33610010100\"}");
        assertThat(before.data("type")).isEqualTo("turnstile");
        assertThat(before.data("site_key")).isEqualTo("0x4AAA-site");
        assertThat(before.json().at("/data/signature").isNull()).isTrue();
    }

    @Test
    void a_good_token_opens_one_session_and_a_bad_one_none() {
        assertThat(start(101, "bad-token").code()).isEqualTo("CHALLENGE_REQUIRED");
        expect(start(101, "good-token-1"));
        // The vendor of this test would say yes again; we remember.
        assertThat(start(102, "good-token-1").code()).isEqualTo("CHALLENGE_REQUIRED");
        assertThat(count("onboarding_session WHERE phone_number = '+33610010101'"))
                .isEqualTo(1);
    }

    @Test
    void the_vendor_is_asked_only_where_a_challenge_is_wanted() {
        service.post(
                "/api/onboarding/start",
                "{\"phoneNumber\":\"+33722220001\",\"challenge\":\"good-token-2\"}",
                "X-Forwarded-For",
                "203.0.113.77");
        vendor.verify(0, postRequestedFor(anyUrl()));
    }

    @Test
    void a_vendor_that_is_away_is_503_and_takes_nothing() {
        vendor.stubFor(post(anyUrl()).willReturn(serverError()));
        int before = sent();
        Reply refused = start(103, "good-token-3");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("10");
        assertThat(sent()).isEqualTo(before);
        assertThat(count("rate_limit WHERE subject = 'number:+33610010103'")).isZero();
    }

    private Reply start(int n, String token) {
        callers++;
        String solution = token == null ? "" : ",\"challenge\":\"" + token + "\"";
        return service.post(
                "/api/onboarding/start",
                "{\"phoneNumber\":\"+3361001%04d\"%s}".formatted(n, solution),
                "X-Forwarded-For",
                "10.79.%d.%d".formatted(callers >> 8, callers & 255));
    }

    private int sent() {
        Integer sent = jdbc.queryForObject("SELECT sum(sent) FROM guard_count", Integer.class);
        return sent == null ? 0 : sent;
    }

    private int count(String what) {
        Integer count = jdbc.queryForObject("SELECT count(*) FROM " + what, Integer.class);
        return count == null ? 0 : count;
    }
}
