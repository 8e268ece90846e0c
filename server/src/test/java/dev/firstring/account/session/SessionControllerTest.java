package dev.firstring.account.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.ownership.DeviceBindings;
import dev.firstring.account.ownership.OwnershipRoom;
import dev.firstring.account.session.TokenController.RefreshRequest;
import dev.firstring.account.session.TokenController.SignOutRequest;
import dev.firstring.account.token.RefreshToken;
import dev.firstring.account.token.TestTokens;
import dev.firstring.account.token.TokenCookies;
import dev.firstring.account.token.Tokens;
import dev.firstring.account.token.TokensView;
import dev.firstring.http.Answer;
import dev.firstring.http.ClientAddress;
import dev.firstring.http.ErrorCode;
import dev.firstring.platform.Mode;
import dev.firstring.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.Cookie;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.mock.web.MockHttpServletRequest;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionControllerTest {

    private static final Caller ANONYMOUS = new Caller.Anonymous();
    private static final MockHttpServletRequest APP =
            new MockHttpServletRequest("POST", "/api/v1/account/token/refresh");

    private TestDatabase database;
    private OwnershipRoom room;
    private Tokens tokens;
    private TokenController controller;

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        room = new OwnershipRoom(database);
        tokens = TestTokens.over(room.jdbc, room.ids, room.clock);
        controller = new TokenController(
                new RefreshTokens(
                        room.transactions,
                        tokens,
                        room.trail,
                        TestTokens.refusedAccess(room.jdbc, room.clock),
                        new SimpleMeterRegistry(),
                        room.clock),
                new SignOut(room.transactions, tokens, new DeviceBindings(room.jdbc, room.ids), room.trail, room.clock),
                new TokenCookies(Mode.DEVELOPMENT));
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @Test
    void an_app_gets_its_next_tokens_in_the_body() {
        RefreshToken first = signIn(room.account());

        Answer<TokensView> answer = refresh(body(first), APP);

        assertThat(answer.messageKey()).isEqualTo("account.refreshed");
        assertThat(answer.data().tokenType()).isEqualTo("Bearer");
        assertThat(answer.data().expiresIn()).isEqualTo(900);
        assertThat(answer.data().accessToken()).isNotBlank();
        assertThat(answer.data().refreshToken()).isNotEqualTo(first.reveal());
        assertThat(answer.headers()).isEmpty();
    }

    @Test
    void a_browser_gets_its_next_tokens_as_cookies_only() {
        RefreshToken first = signIn(room.account());

        Answer<TokensView> answer = refresh(null, browser(first));

        assertThat(answer.data()).isEqualTo(new TokensView(null, null, "Bearer", 900));
        assertThat(setCookies(answer))
                .hasSize(2)
                .satisfiesExactly(
                        access -> assertThat(access).startsWith("firstring-access="),
                        refresh -> assertThat(refresh)
                                .startsWith("firstring-refresh=")
                                .doesNotContain(first.reveal()));
    }

    @Test
    void a_client_may_choose_the_other_way() {
        Answer<TokensView> answer = refresh(new RefreshRequest(null, "body", null), browser(signIn(room.account())));

        assertThat(answer.data().refreshToken()).isNotBlank();
        assertThat(answer.headers()).isEmpty();
    }

    @Test
    void the_cookie_does_not_count_for_apps_and_a_missing_token_is_named() {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/v1/account/token/refresh");
        request.setCookies(
                new Cookie("firstring-refresh", signIn(room.account()).reveal()));

        Answer<TokensView> answer = refresh(null, request);

        assertThat(codeOf(answer)).isEqualTo(ErrorCode.VALIDATION_FAILED);
        assertThat(answer.problem().violations().getFirst().field()).isEqualTo("refreshToken");
    }

    @Test
    void a_token_that_is_no_good_is_refused_and_its_cookies_are_taken_back() {
        Answer<TokensView> app = refresh(new RefreshRequest("x", null, null), APP);
        Answer<TokensView> browser = refresh(null, browser(new RefreshToken(room.ids.secret(32))));
        Answer<TokensView> without = refresh(null, new MockHttpServletRequest("POST", "/api/account/token/refresh"));

        assertThat(List.of(app, browser, without))
                .extracting(SessionControllerTest::codeOf)
                .containsOnly(ErrorCode.INVALID_TOKEN);
        assertThat(setCookies(app)).isEmpty();
        assertThat(setCookies(browser)).hasSize(2).allMatch(cookie -> cookie.contains("Max-Age=0"));
    }

    @Test
    void a_token_that_comes_twice_within_seconds_gives_the_same_answer_and_the_trail_is_told() {
        AccountId account = room.account();
        RefreshToken first = signIn(account);

        Answer<TokensView> answer = refresh(body(first), APP);
        Answer<TokensView> again = refresh(body(first), APP);

        assertThat(again.data()).isEqualTo(answer.data());
        assertThat(room.trailOf(account)).containsExactly("account.signed-in", "token.renewal-repeated");
    }

    @Test
    void a_token_that_comes_twice_ends_the_sign_in_and_the_trail_is_told_once() {
        AccountId account = room.account();
        RefreshToken first = signIn(account);
        String second = refresh(body(first), APP).data().refreshToken();
        room.clock.advance(Duration.ofSeconds(11));

        assertThat(codeOf(refresh(body(first), APP))).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(codeOf(refresh(body(first), APP))).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(codeOf(refresh(new RefreshRequest(second, null, null), APP))).isEqualTo(ErrorCode.INVALID_TOKEN);

        assertThat(room.trailOf(account)).containsExactly("account.signed-in", "token.reuse-detected");
    }

    @Test
    void signing_out_ends_the_sign_in_of_the_token_and_no_other() {
        AccountId account = room.account();
        RefreshToken here = signIn(account);
        RefreshToken elsewhere = signIn(account);

        Answer<Void> answer = controller.signOut(ANONYMOUS, new SignOutRequest(here.reveal(), null), APP);

        assertThat(answer.messageKey()).isEqualTo("account.signed-out");
        assertThat(setCookies(answer)).hasSize(2).allMatch(cookie -> cookie.contains("Max-Age=0"));
        assertThat(codeOf(refresh(body(here), APP))).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(codeOf(refresh(body(elsewhere), APP))).isNull();
        assertThat(room.trailOf(account))
                .containsExactly("account.signed-in", "account.signed-in", "account.signed-out");
    }

    @Test
    void a_browser_signs_out_with_its_cookie_and_can_do_so_again() {
        RefreshToken token = signIn(room.account());

        assertThat(codeOf(controller.signOut(ANONYMOUS, null, browser(token)))).isNull();
        assertThat(codeOf(controller.signOut(ANONYMOUS, null, browser(token)))).isNull();
        assertThat(codeOf(controller.signOut(
                        ANONYMOUS, null, new MockHttpServletRequest("POST", "/api/account/sign-out"))))
                .isNull();

        assertThat(codeOf(refresh(body(token), APP))).isEqualTo(ErrorCode.INVALID_TOKEN);
    }

    @Test
    void an_app_that_signs_out_says_which_sign_in_it_means() {
        assertThat(codeOf(controller.signOut(ANONYMOUS, null, APP))).isEqualTo(ErrorCode.VALIDATION_FAILED);
    }

    @Test
    void signing_out_everywhere_takes_a_signed_in_account_and_ends_all_of_it() {
        AccountId account = room.account();
        RefreshToken one = signIn(account);
        RefreshToken two = signIn(account);
        SignOutRequest everywhere = new SignOutRequest(null, true);

        assertThat(codeOf(controller.signOut(ANONYMOUS, everywhere, APP))).isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
        assertThat(codeOf(controller.signOut(new Caller.Known(account, null, 0), everywhere, APP)))
                .isNull();

        assertThat(codeOf(refresh(body(one), APP))).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(codeOf(refresh(body(two), APP))).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(room.trailOf(account))
                .containsExactly("account.signed-in", "account.signed-in", "account.signed-out-everywhere");
    }

    @Test
    void requests_do_not_show_their_tokens_in_a_log() {
        assertThat(new RefreshRequest("secret", null, null).toString()).doesNotContain("secret");
        assertThat(new SignOutRequest("secret", true).toString()).doesNotContain("secret");
    }

    private RefreshToken signIn(AccountId account) {
        return room.inTransaction(
                        () -> tokens.issue(account, TestTokens.byNumber(room.clock.instant()), room.clock.instant()))
                .refreshToken();
    }

    private static RefreshRequest body(RefreshToken token) {
        return new RefreshRequest(token.reveal(), null, null);
    }

    private static MockHttpServletRequest browser(RefreshToken token) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/account/token/refresh");
        request.setCookies(new Cookie("firstring-refresh", token.reveal()));
        return request;
    }

    private static @Nullable ErrorCode codeOf(Answer<?> answer) {
        return answer.problem() == null ? null : answer.problem().code();
    }

    private static List<String> setCookies(Answer<?> answer) {
        return answer.headers().stream()
                .filter(header -> header.getKey().equals("Set-Cookie"))
                .map(Map.Entry::getValue)
                .toList();
    }

    private Answer<TokensView> refresh(@Nullable RefreshRequest body, MockHttpServletRequest request) {
        return controller.refresh(body, new ClientAddress(InetAddress.ofLiteral("192.0.2.1")), request);
    }
}
