package dev.firstring.account.token;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An OpenID Connect issuer whose tokens are accepted.
 *
 * @param issuer its URL, exactly as its tokens carry it in {@code iss}; HTTPS, or HTTP on the machine itself
 * @param audience the audience that its tokens must name
 * @param jwksUri the URL of its keys; by default that of its discovery document
 */
public record TrustedIssuer(
        String issuer, String audience, @Nullable URI jwksUri) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * @throws IllegalArgumentException if the issuer or the audience is missing, or a URL is neither HTTPS nor HTTP on
     *     a loopback address
     */
    public TrustedIssuer {
        requireText("issuer", issuer);
        requireText("audience", audience);
        requireSafe("issuer", URI.create(issuer));
        if (jwksUri != null) {
            requireSafe("jwks-uri", jwksUri);
        }
    }

    /** Whether keys may be fetched from the address. */
    public static boolean isSafe(URI address) {
        return address.getHost() != null
                && ("https".equals(address.getScheme())
                        || ("http".equals(address.getScheme()) && LOOPBACK.contains(address.getHost())));
    }

    private static void requireText(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    "firstring.tokens.issuers[]." + name + " is missing: every issuer needs it");
        }
    }

    private static void requireSafe(String name, URI address) {
        if (!isSafe(address)) {
            throw new IllegalArgumentException(
                    "firstring.tokens.issuers[]." + name + " must be an https:// address, not " + address);
        }
    }
}
