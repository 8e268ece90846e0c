package dev.firstring.http.faults;

import dev.firstring.http.Spelling;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Answers what is thrown outside of Spring MVC, in filters, while the request is for the API. Thread-safe. */
public final class FaultFilter extends OncePerRequestFilter {

    private final FaultResolver faults;

    public FaultFilter(FaultResolver faults) {
        this.faults = faults;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !Spelling.isApi(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | IOException | RuntimeException | StackOverflowError e) {
            if (response.isCommitted()) {
                throw e;
            }
            faults.answer(request, response, e instanceof ServletException && e.getCause() != null ? e.getCause() : e);
        }
    }
}
