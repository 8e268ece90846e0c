package dev.firstring.http.reading;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.Problems;
import dev.firstring.http.Spelling;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses API request bodies of more than {@value #MAX_BODY} bytes: immediately if {@code Content-Length} exceeds the
 * limit, otherwise as soon as more bytes are read. Thread-safe.
 */
public final class BodyLimitFilter extends OncePerRequestFilter {

    /** The maximum size of a body in bytes (spec: 16 KiB). */
    public static final int MAX_BODY = 16_384;

    private final Problems problems;

    public BodyLimitFilter(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !Spelling.isApi(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long announced = request.getContentLengthLong();
        if (announced > MAX_BODY) {
            problems.write(request, response, Problem.of(ErrorCode.PAYLOAD_TOO_LARGE));
        } else if (announced < 0 && request.getHeader("Transfer-Encoding") != null) {
            chain.doFilter(new LimitedRequest(request, MAX_BODY), response);
        } else {
            chain.doFilter(request, response);
        }
    }
}
