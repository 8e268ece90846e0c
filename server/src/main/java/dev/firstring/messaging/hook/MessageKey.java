package dev.firstring.messaging.hook;

import dev.firstring.platform.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that a provider must show with a receipt for one message: an HMAC-SHA-256 of provider and message under a secret
 * of the settings. It is good for that message only. It has no character that a URL encodes.
 */
public final class MessageKey {

    private static final String ALGORITHM = "HmacSHA256";

    private MessageKey() {}

    public static String of(Secret secret, String provider, UUID message) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(secret, provider + "\n" + message));
    }

    /** Whether a key is the one for a message; takes the same time either way. */
    public static boolean matches(Secret secret, String provider, UUID message, String key) {
        return same(of(secret, provider, message), key);
    }

    /** Whether two texts are the same; takes the same time for all that have the length of the first. */
    public static boolean same(String expected, String presented) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), presented.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(Secret secret, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }
}
