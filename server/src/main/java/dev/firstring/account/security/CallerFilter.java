package dev.firstring.account.security;

import dev.firstring.account.apikey.ApiKey;
import dev.firstring.account.apikey.ApiKeys;
import dev.firstring.account.bearer.Bearer;
import dev.firstring.account.bearer.BearerTokens;
import dev.firstring.account.token.TokenCookies;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.Spelling;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Reads the token or the API key of a request. One in a header must be good, whatever the route (RFC 6750): who sends one
 * means to be somebody. All that are not good are answered alike. A
 * cookie that is no good any more counts as none, so that a browser can still sign in and out. A token costs one look at
 * the account's row, a request without one nothing.
 */
final class CallerFilter extends OncePerRequestFilter {

    private static final Duration WAIT_FOR_ISSUER = Duration.ofSeconds(5);

    private final BearerTokens bearers;
    private final AccountGate gate;
    private final ApiKeys keys;
    private final TokenCookies cookies;
    private final CookieRules rules;
    private final HandlerExceptionResolver refusals;

    CallerFilter(
            BearerTokens bearers,
            AccountGate gate,
            ApiKeys keys,
            TokenCookies cookies,
            HandlerExceptionResolver refusals) {
        this.bearers = bearers;
        this.gate = gate;
        this.keys = keys;
        this.cookies = cookies;
        this.rules = new CookieRules(cookies);
        this.refusals = refusals;
    }

    /** Providers of messages sign what they tell in ways of their own, some of them in the header of tokens. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/hooks/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Problem problem = switch (Presented.of(request)) {
            case Presented.Nothing() -> byCookie(request);
            case Presented.Token(String token) -> byToken(token, response);
            case Presented.Key(ApiKey key) -> byKey(key, response);
            case Presented.Useless() -> invalid(response);
        };
        if (problem == null) {
            chain.doFilter(request, response);
        } else {
            refuse(request, response, problem);
        }
    }

    private @Nullable Problem byToken(String token, HttpServletResponse response) {
        return switch (bearers.read(token)) {
            case Bearer.Own own -> signIn(gate.admit(own), response);
            case Bearer.Foreign foreign -> signIn(gate.admit(foreign), response);
            case Bearer.Invalid() -> invalid(response);
            case Bearer.Unverifiable() ->
                Problem.of(ErrorCode.SERVICE_UNAVAILABLE).retryAfter(WAIT_FOR_ISSUER);
        };
    }

    private @Nullable Problem byKey(ApiKey key, HttpServletResponse response) {
        return signIn(keys.find(key), response);
    }

    private @Nullable Problem byCookie(HttpServletRequest request) {
        return switch (rules.judge(request)) {
            case NONE -> null;
            case FORBIDDEN -> Problem.of(ErrorCode.FORBIDDEN);
            case BELIEVED -> {
                cookies.access(request)
                        .map(token -> bearers.read(token.value()))
                        .filter(Bearer.Own.class::isInstance)
                        .flatMap(bearer -> gate.admit((Bearer.Own) bearer))
                        .ifPresent(CallerFilter::signIn);
                yield null;
            }
        };
    }

    private static @Nullable Problem signIn(Optional<?> principal, HttpServletResponse response) {
        if (principal.isEmpty()) {
            return invalid(response);
        }
        signIn(principal.get());
        return null;
    }

    private static void signIn(Object principal) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new PreAuthenticatedAuthenticationToken(principal, "", List.of()));
        SecurityContextHolder.setContext(context);
    }

    private static Problem invalid(HttpServletResponse response) {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
        return Problem.of(ErrorCode.INVALID_TOKEN);
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, Problem problem)
            throws ServletException, IOException {
        if (!Spelling.isApi(request)) {
            response.sendError(problem.code().status(Spelling.CAMEL).value());
        } else if (refusals.resolveException(request, response, null, problem.asRefusal()) == null) {
            throw new ServletException("nobody writes refusals", problem.asRefusal());
        }
    }
}
