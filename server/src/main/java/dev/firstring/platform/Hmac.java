package dev.firstring.platform;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keyed hash functions (HMAC, RFC 2104). The only class that uses the JDK's MACs. Thread-safe. */
public final class Hmac {

    private Hmac() {}

    /**
     * The HMAC-SHA-256 of the concatenation of all parts: 32 bytes.
     *
     * @throws IllegalArgumentException if the key is empty
     */
    public static byte[] sha256(byte[] key, byte[]... parts) {
        return of("HmacSHA256", key, parts);
    }

    /**
     * The HMAC-SHA-256 of a text in UTF-8.
     *
     * @throws IllegalArgumentException if the key is empty
     */
    public static byte[] sha256(byte[] key, String text) {
        return sha256(key, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The HMAC-SHA-1 of a text in UTF-8, keyed with a secret in UTF-8: 20 bytes. Only for external protocols that
     * require it; HMAC-SHA-1 is not broken.
     *
     * @throws IllegalArgumentException if the key is empty
     */
    public static byte[] sha1(String key, String text) {
        return of("HmacSHA1", key.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] of(String algorithm, byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + algorithm, e);
        }
    }
}
