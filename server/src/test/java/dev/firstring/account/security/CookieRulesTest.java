package dev.firstring.account.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.security.CookieRules.Verdict;
import dev.firstring.account.token.TokenCookies;
import dev.firstring.http.CorsSettings;
import dev.firstring.platform.Mode;
import jakarta.servlet.http.Cookie;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class CookieRulesTest {

    private final CookieRules rules =
            new CookieRules(new TokenCookies(Mode.DEVELOPMENT), new CorsSettings(List.of(), false));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/account",
                "/api/account/token/refresh",
                "/api/sip/credentials",
                "/api/admin/sip/credentials",
                "/api/onboarding/link-account",
                "/"
            })
    void cookies_count_on_the_routes_of_the_browser(String path) {
        assertThat(rules.judge(request("GET", path))).isEqualTo(Verdict.BELIEVED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/account",
                "/api/v1/sip/credentials",
                "/api/onboarding/start",
                "/api/onboarding/verify-otp",
                "/api/onboarding/link-account/x",
                "/api/accounts",
                "/api/administrators",
                "/api/v1/admin/me"
            })
    void cookies_count_nowhere_else(String path) {
        assertThat(rules.judge(request("POST", path))).isEqualTo(Verdict.NONE);
    }

    @Test
    void a_request_without_cookies_may_come_from_anywhere() {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "");
        request.setServletPath("/api/account/sign-out");
        request.addHeader("Sec-Fetch-Site", "cross-site");

        assertThat(rules.judge(request)).isEqualTo(Verdict.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "same-origin, BELIEVED",
        "none,        BELIEVED",
        "same-site,   FORBIDDEN",
        "cross-site,  FORBIDDEN",
        "'',          FORBIDDEN"
    })
    void what_changes_something_must_come_from_this_origin(String site, Verdict verdict) {
        MockHttpServletRequest request = request("POST", "/api/account/sign-out");
        request.addHeader("Sec-Fetch-Site", site);
        request.addHeader("Host", "call.example");
        request.addHeader("Origin", "https://call.example");

        assertThat(rules.judge(request)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "https://call.example,       call.example,      BELIEVED",
        "https://Call.example:8443,  call.Example:8443, BELIEVED",
        "https://call.example:8443,  call.example,      FORBIDDEN",
        "https://evil.example,       call.example,      FORBIDDEN",
        "https://x.call.example,     call.example,      FORBIDDEN",
        "null,                       null,              FORBIDDEN",
        "'not a URL',                call.example,      FORBIDDEN",
        "'',                         '',                FORBIDDEN"
    })
    void an_older_browser_names_the_origin(String origin, String host, Verdict verdict) {
        MockHttpServletRequest request = request("DELETE", "/api/account");
        request.addHeader("Origin", origin);
        request.addHeader("Host", host);

        assertThat(rules.judge(request)).isEqualTo(verdict);
    }

    @Test
    void a_change_that_does_not_say_where_it_comes_from_is_not_believed() {
        assertThat(rules.judge(request("PATCH", "/api/account"))).isEqualTo(Verdict.UNTOLD);
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.example, true, BELIEVED",
        "https://APP.example, true, BELIEVED",
        "https://app.example:8443, true, FORBIDDEN",
        "http://app.example, true, FORBIDDEN",
        "https://evil.example, true, FORBIDDEN",
        "https://app.example.evil.example, true, FORBIDDEN",
        "null, true, FORBIDDEN",
        "https://app.example, false, FORBIDDEN"
    })
    void a_page_of_another_origin_acts_with_cookies_only_where_the_operator_says_so(
            String origin, boolean credentials, Verdict verdict) {
        CookieRules open = new CookieRules(
                new TokenCookies(Mode.DEVELOPMENT), new CorsSettings(List.of("https://app.example"), credentials));
        MockHttpServletRequest request = request("PATCH", "/api/account");
        request.addHeader("Sec-Fetch-Site", "same-site");
        request.addHeader("Origin", origin);
        request.addHeader("Host", "call.example");

        assertThat(open.judge(request)).isEqualTo(verdict);
    }

    @Test
    void a_refresh_cookie_alone_is_watched_as_well() {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "");
        request.setServletPath("/api/account/token/refresh");
        request.setCookies(new Cookie("firstring-refresh", "r".repeat(43)));
        request.addHeader("Sec-Fetch-Site", "cross-site");

        assertThat(rules.judge(request)).isEqualTo(Verdict.FORBIDDEN);
    }

    private static MockHttpServletRequest request(String method, String path) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.setServletPath(path);
        request.setCookies(new Cookie("firstring-access", "a.b.c"));
        return request;
    }
}
