package dev.firstring.http.metrics;

import dev.firstring.http.PagePaths;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.catalina.connector.Connector;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps {@code /metrics} off the main port unless configured otherwise, and everything else off the metrics port.
 * Refused requests get 404. Thread-safe.
 */
final class MetricsPort extends OncePerRequestFilter {

    private static final String METRICS = "/metrics";
    private static final List<String> ON_OWN_PORT = List.of(METRICS, "/health", "/error");

    private final @Nullable Connector own;
    private final boolean onPublicPort;

    MetricsPort(@Nullable Connector own, boolean onPublicPort) {
        this.own = own;
        this.onPublicPort = onPublicPort;
    }

    Optional<Connector> connector() {
        return Optional.ofNullable(own);
    }

    /** The local port of the metrics once it listens; -1 if there is none. */
    int number() {
        return own == null ? -1 : own.getLocalPort();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain rest)
            throws ServletException, IOException {
        String path = PagePaths.pathOf(request);
        boolean onOwnPort = own != null && request.getLocalPort() == own.getLocalPort();
        boolean exists = onOwnPort
                ? ON_OWN_PORT.stream().anyMatch(root -> isBelow(path, root))
                : onPublicPort || !isBelow(path, METRICS);
        if (exists) {
            rest.doFilter(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private static boolean isBelow(String path, String root) {
        return path.equals(root) || path.startsWith(root + "/");
    }
}
