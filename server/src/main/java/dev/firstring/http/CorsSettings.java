package dev.firstring.http;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which pages of other origins may call the API from a browser (CORS). Off by default.
 *
 * @param origins the origins of those pages, such as {@code https://app.example.org}, with a port if it is not the
 *     default of the scheme; {@code https}, or {@code http} on the machine itself. No wildcard. Default none: no other
 *     origin may
 * @param credentials whether their requests may send cookies, for pages of the same site such as
 *     {@code app.example.org} and {@code call.example.org}; such a page can then do everything that its user may do.
 *     Default false: they send the token as {@code Authorization}
 */
@ConfigurationProperties("firstring.http.cors")
public record CorsSettings(
        @DefaultValue List<String> origins,
        @DefaultValue("false") boolean credentials) {

    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    /** @throws IllegalArgumentException if one is no origin; the message says what to set */
    public CorsSettings {
        origins = origins.stream().map(CorsSettings::origin).distinct().toList();
        if (credentials && origins.isEmpty()) {
            throw new IllegalArgumentException(
                    "firstring.http.cors.credentials needs firstring.http.cors.origins: there is nobody to send"
                            + " cookies");
        }
    }

    /** Whether a page of that origin, as a browser names it, may read answers. */
    public boolean allows(String origin) {
        return origins.contains(origin.toLowerCase(Locale.ROOT));
    }

    /** Whether a page of that origin may act with the cookies of the person who looks at it. */
    public boolean allowsCookiesOf(String origin) {
        return credentials && allows(origin);
    }

    private static String origin(String written) {
        String text = written.strip().toLowerCase(Locale.ROOT);
        URI uri;
        try {
            uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        } catch (IllegalArgumentException e) {
            throw refusal(written);
        }
        boolean plain = "http".equals(uri.getScheme()) && HERE.contains(String.valueOf(uri.getHost()));
        if (uri.getHost() == null
                || !(plain || "https".equals(uri.getScheme()))
                || !uri.getRawPath().isEmpty()
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw refusal(written);
        }
        boolean standard = uri.getPort() == -1 || uri.getPort() == (plain ? 80 : 443);
        return uri.getScheme() + "://" + uri.getHost() + (standard ? "" : ":" + uri.getPort());
    }

    private static IllegalArgumentException refusal(String written) {
        return new IllegalArgumentException(
                "firstring.http.cors.origins must be origins such as https://app.example.org,"
                        + " without a path and without a wildcard, not " + written);
    }
}
