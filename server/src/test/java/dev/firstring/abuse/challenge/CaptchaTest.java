package dev.firstring.abuse.challenge;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.firstring.abuse.challenge.ChallengeSettings.Kind;
import dev.firstring.abuse.challenge.Challenges.Vouching;
import dev.firstring.platform.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vendors of captchas, and their bad manners. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CaptchaTest {

    private static final Challenges.Solution TOKEN = Challenges.Solution.of("10000000-aaaa-bbbb-cccc-000000000001");

    private final WireMockServer vendor = new WireMockServer(wireMockConfig().dynamicPort());

    @BeforeAll
    void start() {
        vendor.start();
    }

    @AfterAll
    void stop() {
        vendor.stop();
    }

    @BeforeEach
    void forget() {
        vendor.resetAll();
    }

    @ParameterizedTest
    @EnumSource(names = {"HCAPTCHA", "TURNSTILE"})
    void a_token_solved_on_one_of_our_pages_is_good(Kind kind) {
        answers(okJson("""
                {"success": true, "challenge_ts": "2026-03-01T12:00:00Z", "hostname": "App.Example.org", "error-codes": []}"""));

        assertThat(verify(kind)).isEqualTo(new Vouching.Good(TOKEN.vouchedFor()));
        vendor.verify(postRequestedFor(urlEqualTo("/siteverify"))
                .withHeader("Content-Type", equalTo("application/x-www-form-urlencoded"))
                .withFormParam("secret", equalTo("the secret&more"))
                .withFormParam("response", equalTo(TOKEN.text()))
                .withFormParam("remoteip", equalTo("203.0.113.5")));
    }

    @Test
    void hcaptcha_is_told_the_site_so_that_a_token_of_another_site_is_refused() {
        answers(okJson("{\"success\": true, \"hostname\": \"app.example.org\"}"));
        verify(Kind.HCAPTCHA);
        vendor.verify(postRequestedFor(urlEqualTo("/siteverify")).withFormParam("sitekey", equalTo("site-1")));
    }

    @Test
    void a_network_of_ipv6_is_no_address_to_tell_the_vendor() {
        answers(okJson("{\"success\": true, \"hostname\": \"app.example.org\"}"));
        new CaptchaVerifier(settings(Kind.TURNSTILE)).verify("token", "2001:db8:0:1::/64", TOKEN);
        vendor.verify(postRequestedFor(urlEqualTo("/siteverify")).withoutFormParam("remoteip"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"success\": true, \"hostname\": \"evil.example.com\"}",
                "{\"success\": true, \"hostname\": \"app.example.org.evil.example.com\"}",
                "{\"success\": true, \"hostname\": null}",
                "{\"success\": true}",
                "{\"success\": false, \"error-codes\": [\"invalid-input-response\"]}",
                "{\"success\": false, \"error-codes\": [\"timeout-or-duplicate\"]}",
                "{\"success\": false, \"error-codes\": [\"already-seen-response\"]}",
                "{\"success\": false, \"error-codes\": [\"expired-input-response\"]}",
                "{\"success\": false, \"error-codes\": \"not-a-list\"}",
                "{\"success\": false}"
            })
    void another_host_a_replay_and_an_old_or_invented_token_are_bad(String answer) {
        answers(okJson(answer));
        assertThat(verify(Kind.TURNSTILE)).isEqualTo(new Vouching.Bad());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "<html>Just a moment...</html>",
                "{\"success\": \"true\", \"hostname\": \"app.example.org\"}",
                "{\"success\": 1, \"hostname\": \"app.example.org\"}",
                "[true]",
                "{\"hostname\": \"app.example.org\"}",
                "{\"success\": true, \"hostname\": \"app.exa",
                "{\"success\": false, \"error-codes\": [\"invalid-input-secret\"]}",
                "{\"success\": false, \"error-codes\": [\"internal-error\"]}"
            })
    void what_is_no_verdict_on_the_token_is_neither_yes_nor_no(String answer) {
        answers(okJson(answer));
        assertThat(verify(Kind.TURNSTILE)).isEqualTo(new Vouching.Unknown());
    }

    @Test
    void errors_redirects_silence_floods_and_broken_connections_are_no_verdict() {
        for (ResponseDefinitionBuilder answer : List.of(
                aResponse().withStatus(500),
                aResponse().withStatus(429).withBody("{\"success\": true, \"hostname\": \"app.example.org\"}"),
                temporaryRedirect("/elsewhere"),
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE),
                aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK),
                okJson("{\"success\": true, \"hostname\": \"app.example.org\", \"pad\": \"" + "x".repeat(20_000)
                        + "\"}"),
                okJson("{\"success\": true, \"hostname\": \"app.example.org\"}").withFixedDelay(2_000),
                okJson("{\"success\": true, \"hostname\": \"app.example.org\"}").withChunkedDribbleDelay(10, 3_000))) {
            answers(answer);
            CaptchaVerifier impatient = new CaptchaVerifier(settings(Kind.HCAPTCHA, Duration.ofMillis(500)));
            assertThat(impatient.verify("token", "203.0.113.5", TOKEN))
                    .as("%s", answer.build())
                    .isEqualTo(new Vouching.Unknown());
        }
        vendor.verify(0, postRequestedFor(urlEqualTo("/elsewhere")));
    }

    @Test
    void a_captcha_without_its_keys_or_hosts_or_over_plain_http_is_refused_at_start() {
        assertThatThrownBy(() -> new ChallengeSettings(
                        Kind.TURNSTILE,
                        1000,
                        1000,
                        Duration.ofMinutes(5),
                        new ChallengeSettings.Captcha("site", null, List.of("a"), null, Duration.ofSeconds(1))))
                .hasMessageContaining("firstring.challenge.kind=turnstile needs");
        assertThatThrownBy(() -> new ChallengeSettings.Captcha(
                        "site", null, List.of("a"), URI.create("http://captcha.example.org/"), Duration.ofSeconds(1)))
                .hasMessageContaining("must begin with https://");
    }

    private void answers(ResponseDefinitionBuilder answer) {
        vendor.stubFor(post(urlEqualTo("/siteverify")).willReturn(answer));
    }

    private Vouching verify(Kind kind) {
        return new CaptchaVerifier(settings(kind)).verify(TOKEN.text(), "203.0.113.5", TOKEN);
    }

    private ChallengeSettings settings(Kind kind) {
        return settings(kind, Duration.ofSeconds(10));
    }

    private ChallengeSettings settings(Kind kind, Duration timeout) {
        return new ChallengeSettings(
                kind,
                100_000,
                3_200_000,
                Duration.ofMinutes(5),
                new ChallengeSettings.Captcha(
                        "site-1",
                        Secret.of("the secret&more"),
                        List.of("app.example.org", "www.example.org"),
                        URI.create(vendor.baseUrl() + "/siteverify"),
                        timeout));
    }
}
