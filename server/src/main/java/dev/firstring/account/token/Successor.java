package dev.firstring.account.token;

import dev.firstring.platform.Hmac;
import dev.firstring.platform.Ids;
import dev.firstring.platform.keys.DerivedKeys;
import java.util.Base64;

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
        byte[] secret = Hmac.sha256(keys.derive(PURPOSE, keyId), salt, used.secretBytes());
        return used.next(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }
}
