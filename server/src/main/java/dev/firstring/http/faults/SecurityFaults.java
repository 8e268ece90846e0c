package dev.firstring.http.faults;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * The responses of Spring Security: 401 with {@code WWW-Authenticate: Bearer} (RFC 6750, section 3) for unauthenticated
 * callers, 403 for authenticated callers without permission. To be set in the security filter chain. Thread-safe.
 */
public final class SecurityFaults implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final Problems problems;

    public SecurityFaults(Problems problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException fault)
            throws IOException {
        boolean sentToken = fault instanceof OAuth2AuthenticationException;
        response.setHeader("WWW-Authenticate", sentToken ? "Bearer error=\"invalid_token\"" : "Bearer");
        problems.write(
                request, response, Problem.of(sentToken ? ErrorCode.INVALID_TOKEN : ErrorCode.AUTHENTICATION_REQUIRED));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException fault)
            throws IOException {
        problems.write(request, response, Problem.of(ErrorCode.FORBIDDEN));
    }
}
