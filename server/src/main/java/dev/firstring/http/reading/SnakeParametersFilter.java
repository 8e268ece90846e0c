package dev.firstring.http.reading;

import dev.firstring.http.Spelling;
import dev.firstring.http.rendering.Names;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets query parameters of the snake_case side be read by their camelCase names, so that a controller names them once:
 * {@code account_id} is {@code accountId}. A camelCase name in the query is unknown there. Thread-safe.
 */
public final class SnakeParametersFilter extends OncePerRequestFilter {

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getQueryString() == null || Spelling.of(request) != Spelling.SNAKE;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new Respelled(request), response);
    }

    private static final class Respelled extends HttpServletRequestWrapper {

        Respelled(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getParameter(String name) {
            return super.getParameter(Names.spell(name, Spelling.SNAKE));
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            return super.getParameterValues(Names.spell(name, Spelling.SNAKE));
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            Map<String, String[]> respelled = new LinkedHashMap<>();
            super.getParameterMap().forEach((name, values) -> {
                if (name.equals(Names.spell(name, Spelling.SNAKE))) {
                    respelled.put(Names.camel(name), values);
                }
            });
            return respelled;
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.enumeration(getParameterMap().keySet());
        }
    }
}
