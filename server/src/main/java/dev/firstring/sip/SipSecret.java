package dev.firstring.sip;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The password of a SIP account: 24 letters and digits, 142 bits (SIP-7). Only {@link #reveal()} returns it; equality
 * takes constant time. Immutable.
 */
public final class SipSecret {

    private static final int LENGTH = 24;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9]{" + LENGTH + "}");

    private final String value;

    private SipSecret(String value) {
        this.value = value;
    }

    /** Draws a new secret. */
    public static SipSecret draw(SecureRandom random) {
        return new SipSecret(Alphabet.LETTERS_AND_DIGITS.draw(random, LENGTH));
    }

    /**
     * Creates a secret from its text.
     *
     * @throws IllegalArgumentException if the text is not 24 letters and digits; the message does not contain it
     */
    public static SipSecret of(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not a SIP secret: 24 letters and digits");
        }
        return new SipSecret(text);
    }

    /** The secret in clear text: for the response to its owner, for encryption and for deriving digests. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SipSecret that && MessageDigest.isEqual(bytes(), that.bytes());
    }

    /** Constant, so that the hash code reveals nothing about the secret. */
    @Override
    public int hashCode() {
        return SipSecret.class.hashCode();
    }

    @Override
    public String toString() {
        return "SipSecret[hidden]";
    }

    private byte[] bytes() {
        return value.getBytes(StandardCharsets.US_ASCII);
    }
}
