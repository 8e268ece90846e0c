package dev.firstring.account.security;

import dev.firstring.account.token.TokenCookies;
import dev.firstring.http.CorsSettings;
import dev.firstring.http.PagePaths;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Decides whether the cookies of a request are accepted: on the browser's own routes only, and for requests that change
 * something only if they come from a page of the same origin (ASVS 3.5.1). Browsers declare the origin in
 * {@code Sec-Fetch-Site}, older ones in {@code Origin}; a request with neither is rejected. Forms of pages carry a CSRF
 * token instead, because a page without a referrer sends them without an origin; they are rejected only if
 * {@code Sec-Fetch-Site} declares another origin. Origins that the operator allows to send cookies (CORS) are treated
 * as the same origin. Thread-safe.
 */
final class CookieRules {

    private static final List<String> ROOTS = List.of("/api/account", "/api/sip", "/api/admin");
    private static final String LINK = "/api/onboarding/link-account";
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    enum Verdict {
        /** The request has no cookies that count on this route. */
        NONE,
        /** The cookies are accepted. */
        BELIEVED,
        /** The request may come from a page of another origin. */
        FORBIDDEN,
        /** The request does not declare its origin. */
        UNTOLD
    }

    private final TokenCookies cookies;
    private final CorsSettings cors;

    CookieRules(TokenCookies cookies, CorsSettings cors) {
        this.cors = cors;
        this.cookies = cookies;
    }

    Verdict judge(HttpServletRequest request) {
        if (PagePaths.contain(request)) {
            return SAFE.contains(request.getMethod()) || !foreign(request) ? Verdict.BELIEVED : Verdict.FORBIDDEN;
        }
        if (!countIn(PagePaths.pathOf(request)) || !cookies.presentIn(request)) {
            return Verdict.NONE;
        }
        if (SAFE.contains(request.getMethod()) || sameOrigin(request) || allowed(request)) {
            return Verdict.BELIEVED;
        }
        boolean told = request.getHeader("Sec-Fetch-Site") != null || request.getHeader(HttpHeaders.ORIGIN) != null;
        return told ? Verdict.FORBIDDEN : Verdict.UNTOLD;
    }

    private boolean allowed(HttpServletRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin != null && cors.allowsCookiesOf(origin);
    }

    private static boolean countIn(String path) {
        return path.equals(LINK) || ROOTS.stream().anyMatch(root -> path.equals(root) || path.startsWith(root + "/"));
    }

    private static boolean foreign(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return site != null && !OWN_SITE.contains(site);
    }

    private static boolean sameOrigin(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return OWN_SITE.contains(site);
        }
        String origin = authorityOf(request.getHeader(HttpHeaders.ORIGIN));
        String host = request.getHeader(HttpHeaders.HOST);
        return origin != null && host != null && origin.equals(host.toLowerCase(Locale.ROOT));
    }

    private static @Nullable String authorityOf(@Nullable String origin) {
        if (origin == null) {
            return null;
        }
        try {
            String authority = URI.create(origin).getAuthority();
            return authority == null ? null : authority.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
