package dev.firstring.verification;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Pattern;

/**
 * The six digits that prove a number. Immutable. {@link #toString()} does not show them; {@link #equals} takes the same
 * time wherever two codes differ (ASVS 11.2.4).
 */
public final class Otp {

    private static final Pattern SIX_DIGITS = Pattern.compile("[0-9]{6}");

    private final String digits;

    /**
     * Takes six ASCII digits.
     *
     * @throws IllegalArgumentException if they are not; the message does not repeat them
     */
    public Otp(String digits) {
        if (!SIX_DIGITS.matcher(digits).matches()) {
            throw new IllegalArgumentException("a code is six digits");
        }
        this.digits = digits;
    }

    /** The one way to read the digits. */
    public String reveal() {
        return digits;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Otp that
                && MessageDigest.isEqual(
                        digits.getBytes(StandardCharsets.US_ASCII), that.digits.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public int hashCode() {
        return digits.hashCode();
    }

    @Override
    public String toString() {
        return "Otp[******]";
    }
}
