package dev.firstring.verification;

import dev.firstring.platform.Hash;
import dev.firstring.platform.Ids;
import dev.firstring.platform.keys.DerivedKeys;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Derives codes. A code is never stored: it is a truncated HMAC-SHA-256 of (verification id, salt) under a key that is
 * not in the database. Neither the database nor the key alone reveals a code, and a resend can repeat the same one.
 * Thread-safe.
 */
@Component
public class Codes {

    private static final String PURPOSE = "otp";

    private final DerivedKeys keys;
    private final Ids ids;
    private final VerificationSettings settings;

    public Codes(DerivedKeys keys, Ids ids, VerificationSettings settings) {
        this.keys = keys;
        this.ids = ids;
        this.settings = settings;
    }

    /** Creates the seed of a new code. */
    public Seed draw() {
        return new Seed(ids.next(), ids.random(16), keys.currentKeyId());
    }

    /**
     * The code of a seed. Codes are uniformly distributed over the configured length: 63 bits are reduced to at most
     * 27.
     *
     * @throws IllegalStateException if the seed's key is unknown
     */
    public Otp codeOf(Seed seed) {
        byte[] id = ByteBuffer.allocate(16)
                .putLong(seed.verificationId().getMostSignificantBits())
                .putLong(seed.verificationId().getLeastSignificantBits())
                .array();
        byte[] code = Hash.hmacSha256(keys.derive(PURPOSE, seed.keyId()), id, seed.salt());
        return new Otp(padded(ByteBuffer.wrap(code).getLong() & Long.MAX_VALUE));
    }

    private String padded(long drawn) {
        long codes = 1;
        for (int digit = 0; digit < settings.codeLength(); digit++) {
            codes *= 10;
        }
        String text = Long.toString(drawn % codes);
        return "0".repeat(settings.codeLength() - text.length()) + text;
    }

    /**
     * The stored input that a code is derived from, together with the server key.
     *
     * @param verificationId the verification
     * @param salt 16 random bytes; not copied
     * @param keyId the root key that was current when the code was created
     */
    public record Seed(UUID verificationId, byte[] salt, int keyId) {

        public Seed {
            if (salt.length != 16) {
                throw new IllegalArgumentException("a salt is 16 bytes");
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Seed that
                    && verificationId.equals(that.verificationId)
                    && keyId == that.keyId
                    && Arrays.equals(salt, that.salt);
        }

        @Override
        public int hashCode() {
            return verificationId.hashCode();
        }

        @Override
        public String toString() {
            return "Seed[" + verificationId + "]";
        }
    }
}
