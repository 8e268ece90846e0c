package dev.firstring.http.idempotency;

import dev.firstring.http.client.ClientAddresses;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What a key belongs to (IK-2): the client and the route. A client is known by its token or API key, else by its session
 * cookie, else by its address. Thread-safe.
 */
final class RequestScope {

    private final ClientAddresses addresses;
    private final List<String> sessionCookies;

    RequestScope(ClientAddresses addresses, List<String> sessionCookies) {
        this.addresses = addresses;
        this.sessionCookies = List.copyOf(sessionCookies);
    }

    /** The scope of a key, from which neither the key nor the client can be told. */
    byte[] of(HttpServletRequest request, IdempotencyKey key) {
        String route = request.getMethod() + " " + request.getRequestURI();
        return sha256((client(request) + "\n" + route + "\n" + key.value()).getBytes(StandardCharsets.UTF_8));
    }

    /** What makes two requests the same: the body, and the query where there is one. */
    static byte[] fingerprint(HttpServletRequest request, byte[] body) {
        String query = request.getQueryString();
        MessageDigest digest = digest();
        if (query != null) {
            digest.update(query.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
        }
        return digest.digest(body);
    }

    private String client(HttpServletRequest request) {
        String apiKey = request.getHeader("X-API-Key");
        if (apiKey != null) {
            return "api key " + hex(apiKey);
        }
        String token = request.getHeader("Authorization");
        if (token != null) {
            return "token " + hex(token);
        }
        Cookie[] cookies = request.getCookies();
        for (String name : sessionCookies) {
            for (Cookie cookie : cookies == null ? new Cookie[0] : cookies) {
                if (cookie.getName().equals(name)) {
                    return "cookie " + hex(cookie.getValue());
                }
            }
        }
        return "address " + addresses.of(request).limitKey();
    }

    private static String hex(String secret) {
        return HexFormat.of().formatHex(sha256(secret.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] sha256(byte[] bytes) {
        return digest().digest(bytes);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
