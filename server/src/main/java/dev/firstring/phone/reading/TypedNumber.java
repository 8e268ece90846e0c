package dev.firstring.phone.reading;

import dev.firstring.phone.NumberReading.Reason;

/**
 * The digits of a text that a person typed. Digits of other scripts (full-width, Arabic and the like) count as digits,
 * punctuation that people use in numbers is dropped, anything else makes the text unreadable: letters, control
 * characters, extensions, parameters.
 */
public sealed interface TypedNumber {

    /**
     * A number to try.
     *
     * @param international whether the text began with a plus sign
     * @param digits ASCII digits
     */
    record Digits(boolean international, String digits) implements TypedNumber {}

    record Unreadable(Reason reason) implements TypedNumber {}

    /** The longest text that is looked at. */
    int LONGEST_TEXT = 64;

    /** Fifteen digits of E.164, and room for an international prefix or a trunk prefix in brackets. */
    int MOST_DIGITS = 20;

    /** Separators, including the dashes, spaces and brackets that keyboards of other scripts produce. */
    String PUNCTUATION =
            " -./()\u00A0\u2009\u202F\u3000\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30FC\uFF0D\uFF08\uFF09\uFF0E\uFF0F";

    /** Invisible marks that address books wrap around a copied number so that it stays left to right. */
    String WRAPPING = "\u200E\u200F\u202A\u202C\u2066\u2069";

    static TypedNumber of(String text) {
        if (text.length() > LONGEST_TEXT) {
            return new Unreadable(Reason.TOO_LONG);
        }
        String bare = unwrapped(text);
        StringBuilder digits = new StringBuilder();
        boolean international = false;
        for (int i = 0; i < bare.length(); i++) {
            char c = bare.charAt(i);
            if (Character.isDigit(c)) {
                digits.append(Character.digit(c, 10));
            } else if ((c == '+' || c == '\uFF0B') && digits.isEmpty() && !international) {
                international = true;
            } else if (PUNCTUATION.indexOf(c) < 0) {
                return new Unreadable(Reason.UNREADABLE);
            }
        }
        if (digits.isEmpty()) {
            return new Unreadable(Reason.EMPTY);
        }
        return digits.length() > MOST_DIGITS
                ? new Unreadable(Reason.TOO_LONG)
                : new Digits(international, digits.toString());
    }

    private static String unwrapped(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && WRAPPING.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && WRAPPING.indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return text.substring(from, to);
    }
}
