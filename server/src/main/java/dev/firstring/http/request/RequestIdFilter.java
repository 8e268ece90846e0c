package dev.firstring.http.request;

import dev.firstring.platform.AuthenticationFailures;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The first filter: every log line of a request contains its id and client address, and every response has the standard
 * headers, even if a later filter refuses the request. Thread-safe.
 */
public final class RequestIdFilter extends OncePerRequestFilter {

    private final RequestIds requestIds;
    private final ClientAddresses addresses;
    private final StandardHeaders headers;

    public RequestIdFilter(RequestIds requestIds, ClientAddresses addresses, StandardHeaders headers) {
        this.addresses = addresses;
        this.requestIds = requestIds;
        this.headers = headers;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        MDC.put(RequestIds.LOG_KEY, requestIds.of(request));
        MDC.put(AuthenticationFailures.ADDRESS_LOG_KEY, addresses.of(request).toString());
        try {
            headers.apply(request, response);
            chain.doFilter(request, response);
        } finally {
            MDC.remove(RequestIds.LOG_KEY);
            MDC.remove(AuthenticationFailures.ADDRESS_LOG_KEY);
        }
    }
}
