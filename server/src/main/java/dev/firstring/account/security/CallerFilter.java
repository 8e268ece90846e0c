package dev.firstring.account.security;

import dev.firstring.account.Caller;
import dev.firstring.account.apikey.ApiKey;
import dev.firstring.account.apikey.ApiKeys;
import dev.firstring.account.apikey.KnownApiKey;
import dev.firstring.account.bearer.Bearer;
import dev.firstring.account.bearer.BearerTokens;
import dev.firstring.account.token.AccessToken;
import dev.firstring.account.token.RefusedAccess;
import dev.firstring.account.token.TokenCookies;
import dev.firstring.http.CorsSettings;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.RequestOwner;
import dev.firstring.http.Spelling;
import dev.firstring.platform.AuthenticationFailures.Reason;
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
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Authenticates a request by its token or API key. A token or key in a header must be valid on every route (RFC 6750),
 * because its sender expects to be authenticated; all invalid ones get the same response. An invalid cookie is ignored,
 * so that a browser can still sign in and out. A token costs one query of the account's row; a request without
 * credentials costs none.
 */
final class CallerFilter extends OncePerRequestFilter {

    private static final Duration WAIT_FOR_ISSUER = Duration.ofSeconds(5);

    private final BearerTokens bearers;
    private final AccountGate gate;
    private final ApiKeys keys;
    private final TokenCookies cookies;
    private final CookieRules rules;
    private final RefusedAccess refused;
    private final HandlerExceptionResolver refusals;

    CallerFilter(
            BearerTokens bearers,
            AccountGate gate,
            ApiKeys keys,
            TokenCookies cookies,
            RefusedAccess refused,
            CorsSettings cors,
            HandlerExceptionResolver refusals) {
        this.refused = refused;
        this.bearers = bearers;
        this.gate = gate;
        this.keys = keys;
        this.cookies = cookies;
        this.rules = new CookieRules(cookies, cors);
        this.refusals = refusals;
    }

    /**
     * Skips webhooks: message providers authenticate them in their own ways, some of them in the {@code Authorization}
     * header.
     */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/hooks/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Problem problem = switch (Presented.of(request)) {
            case Presented.Nothing() -> byCookie(request);
            case Presented.Token(AccessToken token) -> byToken(token, response);
            case Presented.Key(ApiKey key) -> byKey(key, response);
            case Presented.Useless() -> {
                refused.record(Reason.CREDENTIALS_MALFORMED);
                yield invalid(response);
            }
        };
        if (problem == null) {
            owner().ifPresent(owner -> RequestOwner.set(request, owner));
            chain.doFilter(request, response);
        } else {
            refuse(request, response, problem);
        }
    }

    private @Nullable Problem byToken(AccessToken token, HttpServletResponse response) {
        return switch (bearers.read(token.reveal())) {
            case Bearer.Own own -> signIn(admit(own), response);
            case Bearer.Foreign foreign -> signIn(admit(foreign), response);
            case Bearer.Invalid(Reason reason) -> {
                refused.record(reason);
                yield invalid(response);
            }
            case Bearer.Unverifiable() ->
                Problem.of(ErrorCode.SERVICE_UNAVAILABLE).retryAfter(WAIT_FOR_ISSUER);
        };
    }

    private @Nullable Problem byKey(ApiKey key, HttpServletResponse response) {
        return switch (keys.find(key)) {
            case ApiKeys.Search.Good(KnownApiKey known) -> signIn(Optional.of(known), response);
            case ApiKeys.Search.Ended(KnownApiKey known, Reason reason) -> {
                refused.record(reason, "key " + known.name());
                yield invalid(response);
            }
            case ApiKeys.Search.Unknown() -> {
                refused.record(Reason.API_KEY_UNKNOWN);
                yield invalid(response);
            }
        };
    }

    private @Nullable Problem byCookie(HttpServletRequest request) {
        return switch (rules.judge(request)) {
            case NONE -> null;
            case FORBIDDEN -> crossSite("cross-site");
            case UNTOLD -> crossSite("no-origin");
            case BELIEVED -> {
                cookies.access(request)
                        .flatMap(token -> ownToken(token))
                        .flatMap(this::admit)
                        .ifPresent(CallerFilter::signIn);
                yield null;
            }
        };
    }

    /** Refuses a request whose cookies are not accepted; {@code reason} tells the client why. */
    private Problem crossSite(String reason) {
        refused.record(Reason.CROSS_SITE);
        return Problem.of(ErrorCode.FORBIDDEN).with("reason", reason);
    }

    private Optional<Bearer.Own> ownToken(AccessToken cookie) {
        return switch (bearers.read(cookie.reveal())) {
            case Bearer.Own own -> Optional.of(own);
            case Bearer.Invalid(Reason reason) -> {
                refused.record(reason);
                yield Optional.empty();
            }
            case Bearer.Foreign foreign -> {
                refused.record(Reason.TOKEN_ISSUER_UNKNOWN);
                yield Optional.empty();
            }
            case Bearer.Unverifiable() -> Optional.empty();
        };
    }

    private Optional<Caller> admit(Bearer.Own token) {
        Optional<Caller> caller = gate.admit(token);
        if (caller.isEmpty()) {
            refused.record(Reason.TOKEN_ENDED, token.account());
        }
        return caller;
    }

    private Optional<Caller> admit(Bearer.Foreign token) {
        Optional<Caller> caller = gate.admit(token);
        if (caller.isEmpty()) {
            gate.accountOf(token.identity())
                    .ifPresentOrElse(
                            account -> refused.record(Reason.TOKEN_ENDED, account),
                            () -> refused.record(Reason.TOKEN_ENDED));
        }
        return caller;
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

    /** The owner of the request, the same for every token of an account. */
    private static Optional<String> owner() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        @Nullable Object principal = authentication == null ? null : authentication.getPrincipal();
        return switch (principal) {
            case Caller.Known known -> Optional.of("account " + known.account());
            case Caller.External identity -> Optional.of("identity " + identity.issuer() + " " + identity.subject());
            case KnownApiKey key -> Optional.of(RequestOwner.API_KEY + key.name());
            case null, default -> Optional.empty();
        };
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
