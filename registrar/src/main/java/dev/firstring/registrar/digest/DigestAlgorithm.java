package dev.firstring.registrar.digest;

import dev.firstring.registrar.account.Ha1Hashes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A hash algorithm of digest authentication. */
public enum DigestAlgorithm {
    /** For phones that support no other algorithm. */
    MD5("MD5"),
    /** Recommended by RFC 8760. */
    SHA_256("SHA-256");

    private final String token;

    DigestAlgorithm(String token) {
        this.token = token;
    }

    /** The name of the algorithm in SIP and in the JDK. */
    public String token() {
        return token;
    }

    /** The algorithm of that name; MD5 if the credentials name none (RFC 7616, section 3.3). */
    static Optional<DigestAlgorithm> named(@Nullable String token) {
        if (token == null) {
            return Optional.of(MD5);
        }
        return switch (token.toUpperCase(Locale.ROOT)) {
            case "MD5" -> Optional.of(MD5);
            case "SHA-256" -> Optional.of(SHA_256);
            default -> Optional.empty();
        };
    }

    /** The hash of the account for this algorithm; null if absent. */
    @Nullable
    String of(Ha1Hashes hashes) {
        return switch (this) {
            case MD5 -> hashes.md5();
            case SHA_256 -> hashes.sha256();
        };
    }

    /** Hashes a text to lower-case hex. */
    String hex(String text) {
        try {
            byte[] hash = MessageDigest.getInstance(token).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the Java runtime lacks " + token, e);
        }
    }
}
