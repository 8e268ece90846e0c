package dev.firstring.http.faults;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.Problems;
import dev.firstring.http.Spelling;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Turns every exception of an API request into a problem, and logs internal errors once. Exceptions of Spring Security
 * are left to Spring Security. Thread-safe.
 */
public final class FaultResolver implements HandlerExceptionResolver {

    private static final Logger LOG = LoggerFactory.getLogger(FaultResolver.class);

    private final Problems problems;

    public FaultResolver(Problems problems) {
        this.problems = problems;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception fault) {
        boolean leave = !Spelling.isApi(request)
                || fault instanceof AccessDeniedException
                || fault instanceof AuthenticationException;
        if (leave || response.isCommitted()) {
            return null;
        }
        try {
            answer(request, response, fault);
        } catch (IOException e) {
            LOG.debug("the client disconnected before the response was sent", e);
        }
        return new ModelAndView();
    }

    /** Returns the problem for a fault. Internal errors are logged once, without any content of the request. */
    Problem judge(Throwable fault) {
        Problem problem = Faults.of(fault);
        if (problem.code() == ErrorCode.INTERNAL_ERROR) {
            LOG.error("a request failed", SanitizedFault.of(fault));
        } else if (problem.code() == ErrorCode.SERVICE_UNAVAILABLE && !(fault instanceof Problem.Refusal)) {
            LOG.warn("a request failed because the database is unreachable: {}", SanitizedFault.type(fault));
        }
        return problem;
    }

    /** Writes the problem for a fault. */
    void answer(HttpServletRequest request, HttpServletResponse response, Throwable fault) throws IOException {
        Problem problem = judge(fault);
        if (fault instanceof HttpRequestMethodNotSupportedException unsupported) {
            Set<HttpMethod> allowed = unsupported.getSupportedHttpMethods();
            if (allowed != null) {
                response.setHeader(
                        "Allow",
                        String.join(
                                ", ",
                                allowed.stream().map(HttpMethod::name).sorted().toList()));
            }
        }
        problems.write(request, response, problem);
    }
}
