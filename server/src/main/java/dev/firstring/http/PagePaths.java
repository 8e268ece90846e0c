package dev.firstring.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The paths of the pages for browsers. Their forms carry a CSRF token, which authentication by cookie relies on. */
public final class PagePaths {

    /**
     * The path at which a page renews the browser's tokens; it is below {@code /api/account} because the refresh
     * token's cookie is limited to that path.
     */
    public static final String RENEWAL = "/api/account/continue";

    /** The path at which a page signs the browser out, below {@code /api/account} for the same reason. */
    public static final String SIGN_OUT = "/api/account/leave";

    private static final List<String> ROOTS = List.of("/onboarding", "/account", "/language");
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private PagePaths() {}

    /** Whether a request is for a page or for one of its supporting paths. */
    public static boolean contain(HttpServletRequest request) {
        String path = pathOf(request);
        return path.equals(RENEWAL)
                || path.equals(SIGN_OUT)
                || path.equals("/")
                || ROOTS.stream().anyMatch(root -> path.equals(root) || path.startsWith(root + "/"));
    }

    /** Whether a request submits a form of a page, with a method that changes state. */
    public static boolean isForm(HttpServletRequest request) {
        return !SAFE.contains(request.getMethod()) && contain(request);
    }

    /** The decoded path within this service; empty if the request is too malformed to have one. */
    public static String pathOf(HttpServletRequest request) {
        String path = Objects.requireNonNullElse(request.getServletPath(), "");
        String rest = request.getPathInfo();
        return rest == null ? path : path + rest;
    }
}
