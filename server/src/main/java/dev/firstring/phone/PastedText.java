package dev.firstring.phone;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

    /**
     * A {@code tel:} URI (RFC 3966), as used by links and contacts apps.
     *
     * @param number the part before the parameters, percent-decoded
     * @param context the value of {@code phone-context}: a plus sign and digits that precede a local number, or a
     *     domain, which is ignored; null if absent
     * @param extended whether a parameter contains an extension, a subaddress or digits to dial later
     */
    public record TelUri(String number, @Nullable String context, boolean extended) {

        /** Invisible characters may precede the scheme. */
        private static final Pattern SCHEME =
                Pattern.compile("[\\p{Cf}\\s\\p{Z}]*tel:(?://)?", Pattern.CASE_INSENSITIVE);

        private static final Pattern ENCODED = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");

        /** Parses a URI; empty if the text is not one. */
        public static Optional<TelUri> of(String text) {
            Matcher scheme = SCHEME.matcher(text);
            if (!scheme.lookingAt()) {
                return Optional.empty();
            }
            String[] parts = decoded(text.substring(scheme.end())).split(";", -1);
            String context = null;
            boolean extended = false;
            for (int i = 1; i < parts.length; i++) {
                String[] parameter = parts[i].strip().split("=", 2);
                switch (parameter[0].strip().toLowerCase(Locale.ROOT)) {
                    case "phone-context" -> context = parameter.length > 1 ? parameter[1].strip() : "";
                    case "ext", "isub", "postd" -> extended = true;
                    default -> {
                        // RFC 3966, 3: unknown parameters are ignored.
                    }
                }
            }
            return Optional.of(new TelUri(parts[0], context, extended));
        }

        /** The digits that precede a local number; null if the context is a domain or absent. */
        public @Nullable String prefix() {
            return context != null && context.startsWith("+") ? context : null;
        }

        private static String decoded(String text) {
            return ENCODED.matcher(text).replaceAll(found -> Matcher.quoteReplacement(bytes(found.group())));
        }

        /** Invalid UTF-8 remains encoded, so that its percent sign is reported as the invalid character. */
        private static String bytes(String encoded) {
            ByteBuffer bytes = ByteBuffer.allocate(encoded.length() / 3);
            for (int at = 0; at < encoded.length(); at += 3) {
                bytes.put((byte) Integer.parseInt(encoded, at + 1, at + 3, 16));
            }
            try {
                return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
            } catch (CharacterCodingException e) {
                return encoded;
            }
        }
    }
}
