package dev.firstring.http.request;

import dev.firstring.http.ClientAddress.CodeVisibility;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Responds with 404 to clients that are not shown codes, on the pages that show them. Thread-safe. */
final class DevelopmentPagesFilter extends OncePerRequestFilter {

    static final String PAGES = "/dev/*";

    private final ClientAddresses addresses;
    private final CodeVisibility codes;

    DevelopmentPagesFilter(ClientAddresses addresses, CodeVisibility codes) {
        this.addresses = addresses;
        this.codes = codes;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (codes.isShownTo(addresses.of(request))) {
            chain.doFilter(request, response);
        } else {
            response.sendError(HttpStatus.NOT_FOUND.value());
        }
    }
}
