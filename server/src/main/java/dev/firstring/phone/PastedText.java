package dev.firstring.phone;

/**
 * The digits of a text that a user typed or pasted: a phone number or a code. Characters are classified by their
 * Unicode category, supplemented by the constants below: decimal digits of every script are digits; separators,
 * brackets, quotation marks and invisible characters are ignored in any position; every other character is reported.
 */
public sealed interface PastedText {

    /** The maximum length of a text, in {@code char}s. */
    int LONGEST = 64;

    /**
     * The content of a text.
     *
     * @param plus whether a plus sign precedes the digits
     * @param digits ASCII digits; may be empty
     */
    record Digits(boolean plus, String digits) implements PastedText {}

    /**
     * The first character that is not allowed.
     *
     * @param at its index
     * @param point its code point
     */
    record Strange(int at, int point) implements PastedText {

        /**
         * The code point and the name of the character, such as {@code U+0061 LATIN SMALL LETTER A}. Printable ASCII.
         */
        public String name() {
            String name = Character.getName(point);
            return "U+%04X".formatted(point) + (name == null ? "" : " " + name);
        }
    }

    /** Longer than {@link #LONGEST}. */
    record TooLong() implements PastedText {}

    /** Plus signs of other scripts and keyboards. */
    String PLUS = "+\u207A\u208A\u2795\uFB29\uFE62\uFF0B";

    /**
     * Separators that Unicode classifies neither as dashes nor as brackets: dots, slashes, tildes, minus signs and
     * quotation marks.
     */
    String SEPARATORS =
            "./'\"~\u02D7\u00B7\u2022\u2024\u2027\u2044\u2053\u207B\u208B\u2212\u2215\u223C\u2796\u3002\u30FB\u30FC\uFF02\uFF07\uFF0E\uFF0F"
                    + "\uFF5E\uFF61\uFF65\uFF70";

    /** Invisible letters, marks and symbols outside of category Cf. */
    String BLANKS = "\u034F\u115F\u1160\u17B4\u17B5\u180B\u180C\u180D\u180F\u20E3\u2800\u3164\uFFA0";

    /** Parses a text. Never throws; texts longer than {@link #LONGEST} are not examined. */
    static PastedText read(String text) {
        if (text.length() > LONGEST) {
            return new TooLong();
        }
        StringBuilder digits = new StringBuilder();
        boolean plus = false;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int point = text.codePointAt(at);
            if (Character.isDigit(point)) {
                digits.append((char) ('0' + Character.digit(point, 10)));
            } else if (PLUS.indexOf(point) >= 0 && digits.isEmpty() && !plus) {
                plus = true;
            } else if (!isDropped(point)) {
                return new Strange(at, point);
            }
        }
        return new Digits(plus, digits.toString());
    }

    private static boolean isDropped(int point) {
        return switch (Character.getType(point)) {
            case Character.FORMAT,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION -> true;
            case Character.CONTROL -> (point >= '\t' && point <= '\r') || point == 0x85;
            default -> isVariationSelector(point) || SEPARATORS.indexOf(point) >= 0 || BLANKS.indexOf(point) >= 0;
        };
    }

    /**
     * Variation selectors change the appearance of the preceding character; emoji keyboards insert them after digits.
     */
    private static boolean isVariationSelector(int point) {
        return (point >= 0xFE00 && point <= 0xFE0F) || (point >= 0xE0100 && point <= 0xE01EF);
    }
}
