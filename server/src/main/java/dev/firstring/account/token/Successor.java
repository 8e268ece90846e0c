package dev.firstring.account.token;

import dev.firstring.platform.Ids;
import dev.firstring.platform.keys.DerivedKeys;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the next refresh token of a sign-in is derived from, together with the one before it: a random salt and a server key.
 * All three are needed, so who reads the database, the keys or an old token learns no token that is good.
 *
 * @param salt 16 random bytes
 * @param keyId the root key that the derivation is under
 */
record Successor(byte[] salt, int keyId) {

    private static final String PURPOSE = "refresh-token";
    private static final int SALT_BYTES = 16;

    /** What a new successor is derived from. */
    static Successor draw(DerivedKeys keys, Ids ids) {
        return new Successor(ids.random(SALT_BYTES), keys.currentKeyId());
    }

    /**
     * The successor of a token: the same each time.
     *
     * @throws IllegalStateException if the key is not known here
     */
    RefreshToken of(RefreshToken used, DerivedKeys keys) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(keys.derive(PURPOSE, keyId), "HmacSHA256"));
            mac.update(salt);
            byte[] secret = mac.doFinal(used.secretBytes());
            return used.next(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
