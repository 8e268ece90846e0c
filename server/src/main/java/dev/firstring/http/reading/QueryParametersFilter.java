package dev.firstring.http.reading;

import dev.firstring.http.Spelling;
import dev.firstring.http.rendering.Names;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Maps the query parameters of snake_case requests to camelCase names, so that a controller names them once:
 * {@code account_id} is {@code accountId}. A camelCase name in such a query is unknown. In both spellings a parameter
 * without a value is treated as absent. Thread-safe.
 */
public final class QueryParametersFilter extends OncePerRequestFilter {

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getQueryString() == null || !Spelling.isApi(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new Query(request, Spelling.of(request)), response);
    }

    private static final class Query extends HttpServletRequestWrapper {

        private final Spelling spelling;

        Query(HttpServletRequest request, Spelling spelling) {
            super(request);
            this.spelling = spelling;
        }

        @Override
        public @Nullable String getParameter(String name) {
            String[] values = getParameterValues(name);
            return values == null ? null : values[0];
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            return withValue(super.getParameterValues(Names.spell(name, spelling)));
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            Map<String, String[]> respelled = new LinkedHashMap<>();
            super.getParameterMap().forEach((name, values) -> {
                String[] present = withValue(values);
                if (present != null && name.equals(Names.spell(name, spelling))) {
                    respelled.put(spelling == Spelling.SNAKE ? Names.camel(name) : name, present);
                }
            });
            return respelled;
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.enumeration(getParameterMap().keySet());
        }

        private static String @Nullable [] withValue(String @Nullable [] values) {
            if (values == null) {
                return null;
            }
            String[] present =
                    Arrays.stream(values).filter(value -> !value.isBlank()).toArray(String[]::new);
            return present.length == 0 ? null : present;
        }
    }
}
