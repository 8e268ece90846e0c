package dev.firstring.http.client;

import dev.firstring.http.PagePaths;
import dev.firstring.http.Spelling;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;

/** The headers that every response carries, and those that every answer of the API carries. Thread-safe. */
public final class StandardHeaders {

    /** Everything comes from here, nothing is written inline (ASVS 3.4.3); who frames a page is nobody's guess. */
    private static final String PAGES = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none';"
            + " frame-ancestors 'none'";

    /** Its pages come from a library that writes styles inline; production has none of them. */
    private static final List<String> DOCUMENTATION = List.of("/swagger-ui", "/openapi");

    private final RequestIds requestIds;

    public StandardHeaders(RequestIds requestIds) {
        this.requestIds = requestIds;
    }

    /** Sets them; whoever comes later may replace one, such as a page that needs another content policy. */
    public void apply(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(RequestIds.HEADER, requestIds.of(request));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
        if (Spelling.isApi(request)) {
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("Vary", "Accept-Language");
            response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
            response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        } else if (DOCUMENTATION.stream().noneMatch(PagePaths.pathOf(request)::startsWith)) {
            response.setHeader("Content-Security-Policy", PAGES);
            response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
            response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
        }
    }
}
