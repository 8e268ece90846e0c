package dev.firstring.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** The spelling of names in requests and responses. It is determined by the path, and only here. */
public enum Spelling {
    /** {@code phoneNumber}: web and operators. */
    CAMEL,
    /** {@code phone_number}: mobile apps, everything below {@code /api/v1}. */
    SNAKE;

    public static Spelling of(HttpServletRequest request) {
        return path(request).startsWith("/api/v1/") ? SNAKE : CAMEL;
    }

    /**
     * The only operation for programs outside of {@code /api}: it returns a document, but its refusals are API
     * problems.
     */
    private static final String OWN_DOCUMENT = "/provisioning/me";

    /** Whether a request belongs to the API, so that every refusal is JSON. */
    public static boolean isApi(HttpServletRequest request) {
        String path = path(request);
        return path.startsWith("/api/") || path.equals("/api") || path.equals(OWN_DOCUMENT);
    }

    /** The decoded path that the client requested, unaffected by an error dispatch; never null. */
    private static String path(HttpServletRequest request) {
        if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String failed) {
            return failed;
        }
        String decoded = request.getServletPath();
        if (decoded != null && !decoded.isEmpty()) {
            return decoded;
        }
        @Nullable String raw = request.getRequestURI();
        return raw == null ? "" : raw;
    }
}
