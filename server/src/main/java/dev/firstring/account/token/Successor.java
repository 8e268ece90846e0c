package dev.firstring.account.token;

import dev.firstring.platform.Hash;
import dev.firstring.platform.Ids;
import dev.firstring.platform.keys.DerivedKeys;
import java.util.Base64;

/**
 * The inputs from which the next refresh token of a sign-in is derived, together with the previous token: a random salt
 * and a server key. Deriving it needs all three, so the database, the keys or an old token alone do not reveal a valid
 * token.
 *
 * @param salt 16 random bytes
 * @param keyId the root key of the derivation
 */
record Successor(byte[] salt, int keyId) {

    private static final String PURPOSE = "refresh-token";
    private static final int SALT_BYTES = 16;

    /** Draws the inputs for a new successor. */
    static Successor draw(DerivedKeys keys, Ids ids) {
        return new Successor(ids.random(SALT_BYTES), keys.currentKeyId());
    }

    /**
     * Derives the successor of a token. The result is deterministic.
     *
     * @throws IllegalStateException if the key is unknown
     */
    RefreshToken of(RefreshToken used, DerivedKeys keys) {
        byte[] secret = Hash.hmacSha256(keys.derive(PURPOSE, keyId), salt, used.secretBytes());
        return used.next(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }
}
