package dev.firstring.http;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * The public base URL of this service, for links that are opened elsewhere. Controllers take it as an argument.
 * Immutable.
 *
 * @param base scheme, host and optionally a port, nothing else
 */
public record PublicUrl(URI base) {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    /**
     * @throws IllegalArgumentException if the URL lacks a scheme or host, or has other components than these and a port
     */
    public PublicUrl {
        String scheme = base.getScheme() == null ? "" : base.getScheme().toLowerCase(Locale.ROOT);
        boolean more = base.isOpaque()
                || base.getRawUserInfo() != null
                || base.getRawQuery() != null
                || base.getRawFragment() != null
                || !(base.getRawPath().isEmpty() || base.getRawPath().equals("/"));
        if (!SCHEMES.contains(scheme) || base.getHost() == null || more) {
            throw new IllegalArgumentException(
                    "not the URL of a host without a path, such as https://call.example.org");
        }
        base = URI.create(scheme + "://" + base.getRawAuthority().toLowerCase(Locale.ROOT));
    }

    /** Whether the URL uses TLS. */
    public boolean isSecure() {
        return base.getScheme().equals("https");
    }

    /** The absolute URL of a path of this service. The path begins with a slash. */
    public String to(String path) {
        return base + path;
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
