package dev.firstring.account.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.http.Spelling;
import dev.firstring.platform.Mode;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class TokenCookiesTest {

    private static final RefreshToken REFRESH = new RefreshToken("r".repeat(43));
    private static final TokenPair PAIR =
            new TokenPair(new AccessToken("a.b.c"), REFRESH, Duration.ofMinutes(15), Duration.ofDays(30));

    @Test
    void cookies_of_production_are_for_tls_for_this_site_and_for_no_script() {
        assertThat(new TokenCookies(Mode.PRODUCTION).give(PAIR))
                .satisfiesExactly(
                        access -> assertThat(access)
                                .startsWith("__Host-firstring-access=a.b.c; Path=/; Max-Age=900; ")
                                .contains("; Secure")
                                .contains("; HttpOnly")
                                .contains("; SameSite=Strict")
                                .doesNotContain("Domain"),
                        refresh -> assertThat(refresh)
                                .startsWith("__Secure-firstring-refresh=" + REFRESH.reveal()
                                        + "; Path=/api/account; Max-Age=2592000; ")
                                .contains("; Secure")
                                .contains("; HttpOnly")
                                .contains("; SameSite=Strict"));
    }

    @Test
    void cookies_of_development_work_without_tls() {
        assertThat(new TokenCookies(Mode.DEVELOPMENT).give(PAIR))
                .allSatisfy(cookie -> assertThat(cookie)
                        .contains("; HttpOnly")
                        .contains("; SameSite=Strict")
                        .doesNotContain("Secure"));
    }

    @Test
    void cookies_are_taken_back_under_the_name_and_path_under_which_they_were_given() {
        assertThat(new TokenCookies(Mode.DEVELOPMENT).clear())
                .satisfiesExactly(
                        access -> assertThat(access).startsWith("firstring-access=; Path=/; Max-Age=0; "),
                        refresh ->
                                assertThat(refresh).startsWith("firstring-refresh=; Path=/api/account; Max-Age=0; "));
    }

    @Test
    void what_a_browser_sends_back_is_read() {
        TokenCookies cookies = new TokenCookies(Mode.DEVELOPMENT);
        MockHttpServletRequest request = new MockHttpServletRequest();
        assertThat(cookies.presentIn(request)).isFalse();

        request.setCookies(
                new Cookie("other", "x"),
                new Cookie("firstring-access", "a.b.c"),
                new Cookie("firstring-refresh", REFRESH.reveal()));

        assertThat(cookies.presentIn(request)).isTrue();
        assertThat(cookies.access(request)).contains(new AccessToken("a.b.c"));
        assertThat(cookies.refresh(request)).contains(REFRESH);
    }

    @Test
    void a_cookie_that_cannot_be_a_refresh_token_is_none() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setCookies(new Cookie("firstring-refresh", "x"), new Cookie("firstring-access", ""));

        assertThat(new TokenCookies(Mode.DEVELOPMENT).refresh(request)).isEmpty();
        assertThat(new TokenCookies(Mode.DEVELOPMENT).access(request)).isEmpty();
    }

    @Test
    void tokens_go_where_the_client_wants_them_or_where_its_kind_expects_them() {
        assertThat(TokenDelivery.choose(null, Spelling.CAMEL)).isEqualTo(TokenDelivery.COOKIE);
        assertThat(TokenDelivery.choose(null, Spelling.SNAKE)).isEqualTo(TokenDelivery.BODY);
        assertThat(TokenDelivery.choose("body", Spelling.CAMEL)).isEqualTo(TokenDelivery.BODY);
        assertThat(TokensView.of(PAIR, TokenDelivery.COOKIE)).isEqualTo(new TokensView(null, null, "Bearer", 900));
        assertThat(TokensView.of(PAIR, TokenDelivery.BODY))
                .isEqualTo(new TokensView("a.b.c", REFRESH.reveal(), "Bearer", 900));
    }
}
