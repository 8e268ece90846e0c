package dev.firstring.account.security;

import dev.firstring.account.apikey.ApiKey;
import dev.firstring.account.token.AccessToken;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/** The credentials in the headers of a request, not validated. */
sealed interface Presented {

    String KEY_HEADER = "X-API-Key";

    /**
     * The scheme in any case, followed by one or more blanks (RFC 9110, 11.4). Tabs and trailing blanks are tolerated.
     */
    Pattern BEARER = Pattern.compile("Bearer(?:[ \\t]+(?<token>\\S*))?[ \\t]*", Pattern.CASE_INSENSITIVE);

    /** RFC 6750, 2.1. */
    Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    record Nothing() implements Presented {}

    record Token(AccessToken token) implements Presented {}

    record Key(ApiKey key) implements Presented {}

    /** Malformed, or two different values. */
    record Useless() implements Presented {}

    /**
     * Reads {@code Authorization} (RFC 6750) and {@code X-API-Key}. An API key may be in either or in both. Schemes
     * other than Bearer are ignored.
     */
    static Presented of(HttpServletRequest request) {
        Set<String> texts = new LinkedHashSet<>();
        request.getHeaders(KEY_HEADER).asIterator().forEachRemaining(text -> texts.add(text.strip()));
        boolean byKeyHeader = !texts.isEmpty();
        for (var fields = request.getHeaders(HttpHeaders.AUTHORIZATION).asIterator(); fields.hasNext(); ) {
            String field = fields.next().strip();
            if (!field.regionMatches(true, 0, "Bearer", 0, "Bearer".length())) {
                continue;
            }
            Matcher bearer = BEARER.matcher(field);
            String token = bearer.matches() ? bearer.group("token") : null;
            if (token == null || !TOKEN.matcher(token).matches()) {
                return new Useless();
            }
            texts.add(token);
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
                .orElseGet(() -> byKeyHeader ? new Useless() : new Token(new AccessToken(text)));
    }
}
