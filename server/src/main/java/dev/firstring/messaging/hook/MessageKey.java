package dev.firstring.messaging.hook;

import dev.firstring.platform.Hmac;
import dev.firstring.platform.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.UUID;

/**
 * The key that a provider must show with a receipt for one message: an HMAC-SHA-256 of provider and message under a secret
 * of the settings. It is good for that message only. It has no character that a URL encodes.
 */
public final class MessageKey {

    private MessageKey() {}

    public static String of(Secret secret, String provider, UUID message) {
        byte[] mac = Hmac.sha256(secret.reveal().getBytes(StandardCharsets.UTF_8), provider + "\n" + message);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
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
}
