package dev.firstring.messaging.hook;

import dev.firstring.platform.Hash;
import dev.firstring.platform.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.UUID;

/**
 * The key that authenticates a provider's receipt for one message: an HMAC-SHA-256 of provider and message, keyed with
 * a secret from the settings. It is valid for that message only and consists of URL-safe characters.
 */
public final class MessageKey {

    private MessageKey() {}

    public static String of(Secret secret, String provider, UUID message) {
        byte[] mac = Hash.hmacSha256(secret.reveal().getBytes(StandardCharsets.UTF_8), provider + "\n" + message);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    }

    /** Whether a key is valid for a message, in constant time. */
    public static boolean matches(Secret secret, String provider, UUID message, String key) {
        return same(of(secret, provider, message), key);
    }

    /** Whether two texts are equal, in constant time for all texts of the expected length. */
    public static boolean same(String expected, String presented) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), presented.getBytes(StandardCharsets.UTF_8));
    }
}
