package dev.firstring.account.session;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.ownership.DeviceToken;
import dev.firstring.account.token.RefreshToken;
import dev.firstring.account.token.Renewal;
import dev.firstring.account.token.Renewer;
import dev.firstring.account.token.TokenCookies;
import dev.firstring.account.token.TokenDelivery;
import dev.firstring.account.token.TokenPair;
import dev.firstring.account.token.TokensView;
import dev.firstring.http.Answer;
import dev.firstring.http.Choice;
import dev.firstring.http.ClientAddress;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.Refuses;
import dev.firstring.http.RequiredIn;
import dev.firstring.http.Spelling;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Renews tokens and signs out (spec/api.md, Account). A refresh token is sent in the body or, in the camelCase API
 * only, in its cookie.
 */
@RestController
@Tag(name = "Account")
@RequestMapping({"/api/account", "/api/v1/account"})
class TokenController {

    private final RefreshTokens refreshTokens;
    private final SignOut signOut;
    private final TokenCookies cookies;

    TokenController(RefreshTokens refreshTokens, SignOut signOut, TokenCookies cookies) {
        this.refreshTokens = refreshTokens;
        this.signOut = signOut;
        this.cookies = cookies;
    }

    /**
     * The body of a renewal.
     *
     * @param deviceToken the token that linking returned to this device; identifies the client of a repeated renewal if
     *     its network has changed
     */
    record RefreshRequest(
            @RequiredIn(Spelling.SNAKE) @Nullable String refreshToken,
            @Choice({"body", "cookie"}) @Nullable String tokenDelivery,
            @Nullable String deviceToken) {

        @Override
        public String toString() {
            return "RefreshRequest[" + tokenDelivery + "]";
        }
    }

    record SignOutRequest(
            @Nullable String refreshToken, @Nullable Boolean everywhere) {

        @Override
        public String toString() {
            return "SignOutRequest[everywhere=" + everywhere + "]";
        }
    }

    @Operation(
            operationId = "refreshTokens",
            summary = "Refresh the tokens",
            description =
                    "Takes a refresh token and returns new tokens. A refresh token can be used once; a client that"
                            + " lost the response repeats the call with the same Idempotency-Key. Browsers send the token"
                            + " in a cookie.")
    @Refuses({ErrorCode.FORBIDDEN})
    @PostMapping("/token/refresh")
    Answer<TokensView> refresh(
            @Valid @RequestBody(required = false) @Nullable RefreshRequest body,
            ClientAddress address,
            HttpServletRequest request) {
        String inBody = body == null ? null : body.refreshToken();
        if (inBody == null && Spelling.of(request) == Spelling.SNAKE) {
            return tokenMissing();
        }
        Renewer client = new Renewer(address.limitKey(), device(body, request).orElse(null));
        Optional<Renewal> renewal = presented(inBody, request).map(token -> refreshTokens.refresh(token, client));
        if (renewal.isEmpty()) {
            refreshTokens.malformed();
        }
        TokenDelivery delivery = TokenDelivery.choose(body == null ? null : body.tokenDelivery(), Spelling.of(request));
        return switch (renewal.orElseGet(Renewal.Refused::new)) {
            case Renewal.Renewed(TokenPair tokens) -> give(tokens, delivery);
            case Renewal.Repeated(TokenPair tokens, var _) -> give(tokens, delivery);
            case Renewal.Reused reused -> invalid(inBody == null);
            case Renewal.Expired expired -> invalid(inBody == null);
            case Renewal.Refused() -> invalid(inBody == null);
        };
    }

    @Operation(
            operationId = "signOut",
            summary = "Sign out",
            description = "Ends the sign-in that the refresh token belongs to, or with everywhere all sign-ins of the"
                    + " account.")
    @Refuses({ErrorCode.AUTHENTICATION_REQUIRED})
    @PostMapping("/sign-out")
    Answer<Void> signOut(
            Caller caller, @RequestBody(required = false) @Nullable SignOutRequest body, HttpServletRequest request) {
        String inBody = body == null ? null : body.refreshToken();
        if (body != null && Boolean.TRUE.equals(body.everywhere())) {
            if (!(caller instanceof Caller.Known(AccountId account, var _, var _))) {
                return Answer.<Void>refused(Problem.of(ErrorCode.AUTHENTICATION_REQUIRED))
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            }
            signOut.everywhere(account);
        } else if (inBody == null && Spelling.of(request) == Spelling.SNAKE) {
            return tokenMissing();
        } else {
            presented(inBody, request).ifPresent(signOut::here);
        }
        return with(Answer.ok(null, "account.signed-out"), cookies.clear());
    }

    /** The device token of the request. The snake_case API ignores cookies. */
    private Optional<DeviceToken> device(@Nullable RefreshRequest body, HttpServletRequest request) {
        String inBody = body == null ? null : body.deviceToken();
        return inBody == null && Spelling.of(request) == Spelling.CAMEL
                ? cookies.device(request)
                : DeviceToken.parse(inBody);
    }

    private Optional<RefreshToken> presented(@Nullable String inBody, HttpServletRequest request) {
        return inBody == null ? cookies.refresh(request) : RefreshToken.parse(inBody);
    }

    private Answer<TokensView> give(TokenPair tokens, TokenDelivery delivery) {
        Answer<TokensView> answer = Answer.ok(TokensView.of(tokens, delivery), "account.refreshed");
        return switch (delivery) {
            case BODY -> answer;
            case COOKIE -> with(answer, cookies.give(tokens));
        };
    }

    /** Refuses the token. Removes the cookies of a browser, which are useless. */
    private Answer<TokensView> invalid(boolean byCookie) {
        Answer<TokensView> answer = Answer.<TokensView>refused(Problem.of(ErrorCode.INVALID_TOKEN))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
        return byCookie ? with(answer, cookies.clear()) : answer;
    }

    private static <T> Answer<T> tokenMissing() {
        return Answer.refused(Problem.validation(List.of(Problem.Violation.of("refreshToken", "field.required"))));
    }

    private static <T> Answer<T> with(Answer<T> answer, List<String> setCookies) {
        Answer<T> more = answer;
        for (String cookie : setCookies) {
            more = more.header(HttpHeaders.SET_COOKIE, cookie);
        }
        return more;
    }
}
