package dev.firstring.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** How the names of a resource are written. The path decides, and it decides here only. */
public enum Spelling {
    /** {@code phoneNumber}: web and operators. */
    CAMEL,
    /** {@code phone_number}: mobile apps, everything below {@code /api/v1}. */
    SNAKE;

    public static Spelling of(HttpServletRequest request) {
        return path(request).startsWith("/api/v1/") ? SNAKE : CAMEL;
    }

    /** The one operation of programs beside the API: its answer is a document, its refusals are those of the API. */
    private static final String OWN_DOCUMENT = "/provisioning/me";

    /** Whether a request is for the API, so that what refuses it is JSON whatever happens. */
    public static boolean isApi(HttpServletRequest request) {
        String path = path(request);
        return path.startsWith("/api/") || path.equals("/api") || path.equals(OWN_DOCUMENT);
    }

    /** The decoded path that the client asked for, the same before, in and after an error dispatch; never null. */
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
