package dev.firstring.account.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.security.CookieRules.Verdict;
import dev.firstring.account.token.TokenCookies;
import dev.firstring.platform.Mode;
import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class CookieRulesTest {

    private final CookieRules rules = new CookieRules(new TokenCookies(Mode.DEVELOPMENT));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/account",
                "/api/account/token/refresh",
                "/api/sip/credentials",
                "/api/admin/sip/credentials",
                "/api/onboarding/link-account"
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
                "/api/v1/admin/me",
                "/"
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
        assertThat(rules.judge(request("PATCH", "/api/account"))).isEqualTo(Verdict.FORBIDDEN);
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
