package dev.firstring.http.request;

import dev.firstring.http.PagePaths;
import dev.firstring.http.PageSources;
import dev.firstring.http.Spelling;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.stream.Collectors;

/** The headers of every response, and those of every API response. Thread-safe. */
public final class StandardHeaders {

    /** Pages of a library that uses inline styles; they are absent in production. */
    private static final List<String> DOCUMENTATION = List.of("/swagger-ui", "/openapi");

    private final RequestIds requestIds;
    private final String pages;

    public StandardHeaders(RequestIds requestIds, List<PageSources> sources) {
        this.requestIds = requestIds;
        this.pages = policy(sources);
    }

    /** Allows only this service and the configured origins, no inline code (ASVS 3.4.3) and no framing. */
    private static String policy(List<PageSources> sources) {
        String others = sources.stream()
                .flatMap(source -> source.origins().stream())
                .map(origin -> " " + origin)
                .collect(Collectors.joining());
        return "default-src 'none'; script-src 'self'" + others + "; style-src 'self'" + others
                + "; img-src 'self' data:; connect-src 'self'" + others
                + (others.isEmpty() ? "" : "; frame-src" + others)
                + "; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    }

    /** Sets the headers. Later code may replace one, such as a page with a different Content-Security-Policy. */
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
            response.setHeader("Content-Security-Policy", pages);
            response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
            response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
        }
    }
}
