package dev.firstring.account.security;

import dev.firstring.account.apikey.ApiKey;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

/** What the headers of a request say of who sends it, nothing of it checked yet. */
sealed interface Presented {

    String KEY_HEADER = "X-API-Key";

    record Nothing() implements Presented {}

    record Token(String value) implements Presented {}

    record Key(ApiKey key) implements Presented {}

    /** It cannot be good: malformed, or two that differ. */
    record Useless() implements Presented {}

    /** Reads {@code Authorization} (RFC 6750) and {@code X-API-Key}; a key may stand in either, or in both. */
    static Presented of(HttpServletRequest request) {
        Set<String> texts = new LinkedHashSet<>();
        request.getHeaders(KEY_HEADER).asIterator().forEachRemaining(texts::add);
        boolean byKeyHeader = !texts.isEmpty();
        try {
            String token = new DefaultBearerTokenResolver().resolve(request);
            if (token != null) {
                texts.add(token);
            }
        } catch (OAuth2AuthenticationException malformed) {
            return new Useless();
        }
        if (texts.isEmpty()) {
            return new Nothing();
        }
        if (texts.size() > 1) {
            return new Useless();
        }
        String text = texts.iterator().next();
        return ApiKey.parse(text)
                .<Presented>map(Key::new)
                .orElseGet(() -> byKeyHeader ? new Useless() : new Token(text));
    }
}
