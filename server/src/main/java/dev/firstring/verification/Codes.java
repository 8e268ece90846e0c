package dev.firstring.verification;

import dev.firstring.platform.Ids;
import dev.firstring.platform.keys.DerivedKeys;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Derives codes. A code is never stored: it is a truncated HMAC-SHA-256 of (verification id, salt) under a key that is
 * not in the database, so whoever has only one of the two knows no code, and a resend can repeat the same one.
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

    /** The seed of a new code. */
    public CodeSeed draw() {
        return new CodeSeed(ids.next(), ids.random(16), keys.currentKeyId());
    }

    /**
     * The code of a seed. Uniform over all codes of the configured length: 63 bits are reduced to at most 27.
     *
     * @throws IllegalStateException if the seed's key is not known here
     */
    public Otp codeOf(CodeSeed seed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(keys.derive(PURPOSE, seed.keyId()), "HmacSHA256"));
            mac.update(ByteBuffer.allocate(16)
                    .putLong(seed.verificationId().getMostSignificantBits())
                    .putLong(seed.verificationId().getLeastSignificantBits())
                    .array());
            long drawn = ByteBuffer.wrap(mac.doFinal(seed.salt())).getLong() & Long.MAX_VALUE;
            return new Otp(padded(drawn));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
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
