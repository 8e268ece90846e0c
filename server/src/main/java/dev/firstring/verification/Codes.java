package dev.firstring.verification;

import dev.firstring.platform.Hmac;
import dev.firstring.platform.Ids;
import dev.firstring.platform.keys.DerivedKeys;
import java.nio.ByteBuffer;
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
    public CodeSeed draw() {
        return new CodeSeed(ids.next(), ids.random(16), keys.currentKeyId());
    }

    /**
     * The code of a seed. Codes are uniformly distributed over the configured length: 63 bits are reduced to at most
     * 27.
     *
     * @throws IllegalStateException if the seed's key is unknown
     */
    public Otp codeOf(CodeSeed seed) {
        byte[] id = ByteBuffer.allocate(16)
                .putLong(seed.verificationId().getMostSignificantBits())
                .putLong(seed.verificationId().getLeastSignificantBits())
                .array();
        byte[] code = Hmac.sha256(keys.derive(PURPOSE, seed.keyId()), id, seed.salt());
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
}
