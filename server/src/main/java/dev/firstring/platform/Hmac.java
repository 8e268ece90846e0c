package dev.firstring.platform;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Hashes with a key (HMAC, RFC 2104). Nothing else asks the JDK for one. Thread-safe. */
public final class Hmac {

    private Hmac() {}

    /**
     * The HMAC-SHA-256 of all parts one after the other: 32 bytes.
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
     * The HMAC-SHA-1 of a text in UTF-8, under the bytes of a secret: 20 bytes. Only for the protocols of others that prescribe
     * it; as a MAC it is sound still.
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
