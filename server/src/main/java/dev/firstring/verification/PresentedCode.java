package dev.firstring.verification;

import java.util.Optional;

/**
 * Reads a code as people type and paste it: spaces, dashes and dots between the digits, and the decimal digits of any
 * script, are accepted (OTC-5).
 */
public final class PresentedCode {

    private static final int LONGEST = 64;

    private PresentedCode() {}

    /** The code, or empty if the text is no code. */
    public static Optional<Otp> read(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        StringBuilder digits = new StringBuilder(8);
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int character = text.codePointAt(at);
            int digit = Character.isDigit(character) ? Character.digit(character, 10) : -1;
            if (digit >= 0) {
                digits.append((char) ('0' + digit));
            } else if (!isSeparator(character)) {
                return Optional.empty();
            }
        }
        return digits.length() < 6 || digits.length() > 8 ? Optional.empty() : Optional.of(new Otp(digits.toString()));
    }

    private static boolean isSeparator(int character) {
        return Character.isSpaceChar(character)
                || Character.getType(character) == Character.DASH_PUNCTUATION
                || character == '.'
                || character == '\t'
                || character == '\n'
                || character == '\r'
                || isInvisibleMark(character);
    }

    /** Marks that come along when a code is copied out of right-to-left text. */
    private static boolean isInvisibleMark(int character) {
        return character == 0x200E || character == 0x200F || character == 0x2066 || character == 0x2069;
    }
}
