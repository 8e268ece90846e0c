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
 * Answers what is thrown on the way of a request and that nobody else answered, so that the container has nothing to log: its
 * lines would repeat what the client sent. API requests get a problem, all others the page of the status. Thread-safe.
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

    /** The container has to learn that the answer is not whole; what the client is to blame for is not worth a line. */
    private static IOException cutShort(Throwable fault) {
        if (fault instanceof BadRequestException theirs) {
            return theirs;
        }
        return fault instanceof IOException || Faults.of(fault).code() != ErrorCode.INTERNAL_ERROR
                ? new BadRequestException("the client went away in the middle: " + UntoldFault.type(fault))
                : new IOException("an answer was cut short by " + UntoldFault.type(fault));
    }
}
