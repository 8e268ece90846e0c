package dev.firstring.verification;

import dev.firstring.phone.PastedText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Pattern;

/**
 * A one-time code of six to eight digits. {@link #toString()} is redacted; {@link #reveal()} is the only way to read
 * it. Equality takes constant time (ASVS 11.2.4). Immutable.
 */
public final class Otp {

    private static final Pattern DIGITS = Pattern.compile("[0-9]{6,8}");

    private final String digits;

    /** @throws IllegalArgumentException if the text is not six to eight ASCII digits */
    public Otp(String digits) {
        if (!DIGITS.matcher(digits).matches()) {
            throw new IllegalArgumentException("a code is six to eight digits");
        }
        this.digits = digits;
    }

    /** The digits, for the message that carries them. */
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
        return 0;
    }

    @Override
    public String toString() {
        return "Otp[" + "*".repeat(digits.length()) + "]";
    }

    /** A code as a user types or pastes it (OTC-5): the digits that {@link PastedText} finds, if they can be a code. */
    public sealed interface Presented {

        record Read(Otp code) implements Presented {}

        /** Too few or too many digits. */
        record NoCode() implements Presented {}

        /**
         * The text contains a character that is not allowed in a code.
         *
         * @param character the first such character, such as {@code U+0061 LATIN SMALL LETTER A}
         */
        record Strange(String character) implements Presented {}

        static Presented read(String text) {
            return switch (PastedText.read(text)) {
                case PastedText.Digits(boolean plus, String digits) ->
                    plus ? new Strange("U+002B PLUS SIGN") : of(digits);
                case PastedText.Strange strange -> new Strange(strange.name());
                case PastedText.TooLong() -> new NoCode();
            };
        }

        private static Presented of(String digits) {
            return digits.length() < 6 || digits.length() > 8 ? new NoCode() : new Read(new Otp(digits));
        }
    }
}
