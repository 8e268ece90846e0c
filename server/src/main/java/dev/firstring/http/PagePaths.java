package dev.firstring.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Which requests are for the pages that people look at. Their forms carry a token against forged requests, and tokens in
 * cookies count on them.
 */
public final class PagePaths {

    /** Where a page renews what a browser is signed in by: the refresh token goes below {@code /api/account} only. */
    public static final String RENEWAL = "/api/account/continue";

    /** Where a page ends what a browser is signed in by, for the same reason. */
    public static final String SIGN_OUT = "/api/account/leave";

    private static final List<String> ROOTS = List.of("/onboarding", "/account", "/language");
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private PagePaths() {}

    /** Whether a request is for a page, or for what belongs to one. */
    public static boolean contain(HttpServletRequest request) {
        String path = pathOf(request);
        return path.equals(RENEWAL)
                || path.equals(SIGN_OUT)
                || ROOTS.stream().anyMatch(root -> path.equals(root) || path.startsWith(root + "/"));
    }

    /** Whether a request is a form of a page that changes something. */
    public static boolean isForm(HttpServletRequest request) {
        return !SAFE.contains(request.getMethod()) && contain(request);
    }

    /** The decoded path within this service; empty where the request is too broken to have one. */
    public static String pathOf(HttpServletRequest request) {
        String path = Objects.requireNonNullElse(request.getServletPath(), "");
        String rest = request.getPathInfo();
        return rest == null ? path : path + rest;
    }
}
