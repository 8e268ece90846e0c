package dev.firstring.http.client;

import dev.firstring.http.Spelling;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** The headers that every response carries, and those that every answer of the API carries. Thread-safe. */
public final class StandardHeaders {

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
        }
    }
}
