package dev.firstring.platform;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Unkeyed hash functions. The only class that uses the JDK's digests, so that every use is found by name. Thread-safe.
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
}
