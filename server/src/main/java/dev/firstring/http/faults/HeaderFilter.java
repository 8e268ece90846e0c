package dev.firstring.http.faults;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.Spelling;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Enumeration;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Rejects requests with a control character in a header (RFC 9110, section 5.5) before any header is used. Cookies of
 * page requests are exempt: another application of the same domain may have set one in UTF-8, and the user could not
 * remove it. Thread-safe.
 */
public final class HeaderFilter extends OncePerRequestFilter {

    private static final String COOKIE = "Cookie";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean sparesCookies = !Spelling.isApi(request);
        Enumeration<String> names = request.getHeaderNames();
        while (names.hasMoreElements()) {
            String name = names.nextElement();
            if (hasControl(name)
                    || (hasControlIn(request, name) && !(sparesCookies && COOKIE.equalsIgnoreCase(name)))) {
                throw Problem.of(ErrorCode.MALFORMED_REQUEST).asRefusal();
            }
        }
        chain.doFilter(request, response);
    }

    private static boolean hasControlIn(HttpServletRequest request, String name) {
        Enumeration<String> values = request.getHeaders(name);
        while (values.hasMoreElements()) {
            if (hasControl(values.nextElement())) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i)) && text.charAt(i) != '\t') {
                return true;
            }
        }
        return false;
    }
}
