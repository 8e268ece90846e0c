package dev.firstring.http.faults;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Spelling;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.coyote.BadRequestException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Handles exceptions that nothing else handled, so that the container does not log them: its log lines would quote
 * client input. API requests receive a problem, all others the page for the status. Thread-safe.
 */
public final class FaultFilter extends OncePerRequestFilter {

    private final FaultResolver faults;

    public FaultFilter(FaultResolver faults) {
        this.faults = faults;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | IOException | RuntimeException | StackOverflowError e) {
            Throwable fault = e instanceof ServletException && e.getCause() != null ? e.getCause() : e;
            if (response.isCommitted()) {
                throw cutShort(fault);
            }
            if (Spelling.isApi(request)) {
                faults.answer(request, response, fault);
            } else {
                response.sendError(
                        faults.judge(fault).code().status(Spelling.CAMEL).value());
            }
        }
    }

    /** The exception tells the container that the response is incomplete. Faults of the client are not logged. */
    private static IOException cutShort(Throwable fault) {
        if (fault instanceof BadRequestException theirs) {
            return theirs;
        }
        return fault instanceof IOException || Faults.of(fault).code() != ErrorCode.INTERNAL_ERROR
                ? new BadRequestException("the client went away in the middle: " + SanitizedFault.type(fault))
                : new IOException("an answer was cut short by " + SanitizedFault.type(fault));
    }
}
