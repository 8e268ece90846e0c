package dev.firstring.account.security;

import dev.firstring.account.bearer.Bearer;
import dev.firstring.account.bearer.BearerTokens;
import dev.firstring.account.token.TokenCookies;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Reads the token of a request. A token in {@code Authorization} must be good, whatever the route (RFC 6750): who sends one
 * means to be somebody. A cookie that is no good any more counts as none, so that a browser can still sign in and out. A
 * request without either costs nothing here.
 */
final class CallerFilter extends OncePerRequestFilter {

    private static final Duration WAIT_FOR_ISSUER = Duration.ofSeconds(5);

    private final BearerTokenResolver header = new DefaultBearerTokenResolver();
    private final BearerTokens bearers;
    private final TokenCookies cookies;
    private final CookieRules rules;
    private final HandlerExceptionResolver refusals;

    CallerFilter(BearerTokens bearers, TokenCookies cookies, HandlerExceptionResolver refusals) {
        this.bearers = bearers;
        this.cookies = cookies;
        this.rules = new CookieRules(cookies);
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Problem problem;
        try {
            String token = header.resolve(request);
            problem = token == null ? byCookie(request) : byHeader(token, response);
        } catch (OAuth2AuthenticationException malformed) {
            problem = invalid(response);
        }
        if (problem == null) {
            chain.doFilter(request, response);
        } else {
            refuse(request, response, problem);
        }
    }

    private @Nullable Problem byHeader(String token, HttpServletResponse response) {
        Bearer bearer = bearers.read(token);
        return switch (bearer) {
            case Bearer.Own own -> signIn(own);
            case Bearer.Foreign foreign -> signIn(foreign);
            case Bearer.Invalid() -> invalid(response);
            case Bearer.Unverifiable() ->
                Problem.of(ErrorCode.SERVICE_UNAVAILABLE).retryAfter(WAIT_FOR_ISSUER);
        };
    }

    private @Nullable Problem byCookie(HttpServletRequest request) {
        return switch (rules.judge(request)) {
            case NONE -> null;
            case FORBIDDEN -> Problem.of(ErrorCode.FORBIDDEN);
            case BELIEVED -> {
                cookies.access(request)
                        .map(token -> bearers.read(token.value()))
                        .filter(Bearer.Own.class::isInstance)
                        .ifPresent(CallerFilter::signIn);
                yield null;
            }
        };
    }

    private static @Nullable Problem signIn(Bearer bearer) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new PreAuthenticatedAuthenticationToken(bearer, "", List.of()));
        SecurityContextHolder.setContext(context);
        return null;
    }

    private static Problem invalid(HttpServletResponse response) {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
        return Problem.of(ErrorCode.INVALID_TOKEN);
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, Problem problem)
            throws ServletException {
        if (refusals.resolveException(request, response, null, problem.asRefusal()) == null) {
            throw new ServletException("nobody writes refusals", problem.asRefusal());
        }
    }
}
