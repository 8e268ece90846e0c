package dev.firstring.platform;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hash functions, unkeyed and keyed (HMAC, RFC 2104). The only class that uses the JDK's digests and MACs, so that
 * every use is found by name. Thread-safe.
 */
public final class Hash {

    private Hash() {}

    /** The SHA-256 of the concatenation of all parts: 32 bytes. */
    public static byte[] sha256(byte[]... parts) {
        return of("SHA-256", parts);
    }

    /** The SHA-256 of a text in UTF-8. */
    public static byte[] sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The SHA-1 of a text in UTF-8: 20 bytes. Broken; only for external protocols that require it. */
    public static byte[] sha1(String text) {
        return of("SHA-1", text.getBytes(StandardCharsets.UTF_8));
    }

    /** The MD5 of a text in UTF-8: 16 bytes. Broken; only for SIP phones that support nothing else (RFC 8760). */
    public static byte[] md5(String text) {
        return of("MD5", text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] of(String algorithm, byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + algorithm, e);
        }
    }

    /**
     * The HMAC-SHA-256 of the concatenation of all parts: 32 bytes.
     *
     * @throws IllegalArgumentException if the key is empty
     */
    public static byte[] hmacSha256(byte[] key, byte[]... parts) {
        return hmac("HmacSHA256", key, parts);
    }

    /**
     * The HMAC-SHA-256 of a text in UTF-8.
     *
     * @throws IllegalArgumentException if the key is empty
     */
    public static byte[] hmacSha256(byte[] key, String text) {
        return hmacSha256(key, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The HMAC-SHA-1 of a text in UTF-8, keyed with a secret in UTF-8: 20 bytes. Only for external protocols that
     * require it; HMAC-SHA-1 is not broken.
     *
     * @throws IllegalArgumentException if the key is empty
     */
    public static byte[] hmacSha1(String key, String text) {
        return hmac("HmacSHA1", key.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(String algorithm, byte[] key, byte[]... parts) {
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
