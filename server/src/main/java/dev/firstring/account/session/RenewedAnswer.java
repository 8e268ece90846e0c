package dev.firstring.account.session;

import dev.firstring.account.token.RefreshToken;
import dev.firstring.account.token.TokenCookies;
import dev.firstring.account.token.Tokens;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.SecretAnswer;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The response to a renewal of tokens, which is repeated only while its refresh token is unused and the sign-in has not
 * ended.
 */
@Component
final class RenewedAnswer implements SecretAnswer {

    private final Tokens tokens;
    private final TokenCookies cookies;
    private final Clock clock;

    RenewedAnswer(Tokens tokens, TokenCookies cookies, Clock clock) {
        this.tokens = tokens;
        this.cookies = cookies;
        this.clock = clock;
    }

    @Override
    public boolean covers(HttpServletRequest request) {
        return request.getRequestURI().endsWith("/account/token/refresh");
    }

    @Override
    public String presented(HttpServletRequest request) {
        return cookies.refresh(request).map(RefreshToken::reveal).orElse("");
    }

    @Override
    public Optional<Problem> refusal(JsonNode data, List<String> set) {
        String inBody =
                data.path("refreshToken").asString(data.path("refresh_token").asString(""));
        Optional<RefreshToken> next = RefreshToken.parse(inBody).or(() -> cookies.refreshIn(set));
        return next.isPresent() && tokens.isUnused(next.get(), clock.instant())
                ? Optional.empty()
                : Optional.of(Problem.of(ErrorCode.INVALID_TOKEN));
    }
}
