package dev.firstring.web.session;

import dev.firstring.account.session.RefreshTokens;
import dev.firstring.account.token.Renewal;
import dev.firstring.account.token.Renewer;
import dev.firstring.account.token.TokenCookies;
import dev.firstring.account.token.TokenPair;
import dev.firstring.http.ClientAddress;
import dev.firstring.http.PagePaths;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Renews the sign-in of a browser and redirects back to the page. If that fails, the user must prove a number again.
 */
@Controller
@Hidden
final class ContinueForm {

    /** Prevents open redirects from forms on other sites. */
    private static final Pattern PLACE =
            Pattern.compile("/onboarding/(?:finish|done)|/account(?:/[A-Za-z0-9_-]{1,64}){0,6}");

    private final RefreshTokens refreshTokens;
    private final TokenCookies cookies;

    ContinueForm(RefreshTokens refreshTokens, TokenCookies cookies) {
        this.refreshTokens = refreshTokens;
        this.cookies = cookies;
    }

    @PostMapping(PagePaths.RENEWAL)
    String goOn(
            @RequestParam(defaultValue = "/account") String back,
            ClientAddress address,
            HttpServletRequest request,
            HttpServletResponse response) {
        Renewer client = new Renewer(address.limitKey(), cookies.device(request).orElse(null));
        Renewal renewal = cookies.refresh(request)
                .map(token -> refreshTokens.refresh(token, client))
                .orElseGet(Renewal.Refused::new);
        return switch (renewal) {
            case Renewal.Renewed(TokenPair pair) -> goOn(pair, back, response);
            case Renewal.Repeated(TokenPair pair, var _) -> goOn(pair, back, response);
            case Renewal.Reused reused -> signedOut(response);
            case Renewal.Expired expired -> signedOut(response);
            case Renewal.Refused() -> signedOut(response);
        };
    }

    private String goOn(TokenPair pair, String back, HttpServletResponse response) {
        set(cookies.give(pair), response);
        return "redirect:" + (PLACE.matcher(back).matches() ? back : "/account");
    }

    private String signedOut(HttpServletResponse response) {
        set(cookies.clear(), response);
        return "redirect:/account/sign-in";
    }

    private static void set(List<String> values, HttpServletResponse response) {
        values.forEach(value -> response.addHeader(HttpHeaders.SET_COOKIE, value));
    }
}
