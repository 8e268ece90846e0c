package dev.firstring.phone;

/**
 * The digits of a text that people typed or pasted: phone numbers and codes are read by this one reader. It goes by what
 * Unicode says of a character, not by lists of samples: decimal digits of every script are digits, what separates, groups,
 * quotes or cannot be seen is dropped wherever it stands, and anything else is named.
 */
public sealed interface PastedText {

    /** The longest text that is looked at, in {@code char}s. */
    int LONGEST = 64;

    /**
     * What a text says.
     *
     * @param plus whether a plus sign stands before the digits
     * @param digits ASCII digits; may be empty
     */
    record Digits(boolean plus, String digits) implements PastedText {}

    /**
     * The first character that has no place in such a text.
     *
     * @param at where it stands
     * @param point its code point
     */
    record Strange(int at, int point) implements PastedText {

        /** The character by its number and name, such as {@code U+0061 LATIN SMALL LETTER A}. Printable ASCII. */
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
     * What people put between digits and Unicode counts neither as a dash nor as a bracket: dots, slashes, tildes, minus signs
     * and quotation marks.
     */
    String SEPARATORS =
            "./'\"~\u02D7\u00B7\u2022\u2024\u2027\u2044\u2053\u207B\u208B\u2212\u2215\u223C\u2796\u3002\u30FB\u30FC\uFF02\uFF07\uFF0E\uFF0F"
                    + "\uFF5E\uFF61\uFF65\uFF70";

    /** Letters, marks and symbols that show nothing, beside those of category Cf. */
    String BLANKS = "\u034F\u115F\u1160\u17B4\u17B5\u180B\u180C\u180D\u180F\u20E3\u2800\u3164\uFFA0";

    /** Reads a text. Never throws, and takes little time however long the text is. */
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

    /** They choose how the character before them looks: emoji keyboards send them after digits. */
    private static boolean isVariationSelector(int point) {
        return (point >= 0xFE00 && point <= 0xFE0F) || (point >= 0xE0100 && point <= 0xE01EF);
    }
}
