package dev.firstring.http.request;

import dev.firstring.http.PagePaths;
import dev.firstring.http.PageSources;
import dev.firstring.http.Spelling;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.stream.Collectors;

/** The headers that every response carries, and those that every answer of the API carries. Thread-safe. */
public final class StandardHeaders {

    /** Its pages come from a library that writes styles inline; production has none of them. */
    private static final List<String> DOCUMENTATION = List.of("/swagger-ui", "/openapi");

    private final RequestIds requestIds;
    private final String pages;

    public StandardHeaders(RequestIds requestIds, List<PageSources> sources) {
        this.requestIds = requestIds;
        this.pages = policy(sources);
    }

    /** Everything comes from here and from what the operator chose, nothing is written inline (ASVS 3.4.3), nobody frames it. */
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
            response.setHeader("Content-Security-Policy", pages);
            response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
            response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
        }
    }
}
