package dev.firstring.account;

import java.text.Normalizer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person's display name: 1 to 100 characters (code points in Unicode's composed form, NFC) after stripping
 * surrounding whitespace, at least one of them visible. Control characters, line and paragraph separators,
 * bidirectional controls, and code points that XML or UTF-8 cannot carry are rejected. Immutable.
 *
 * <p>{@link #toString()} hides the name, so that it can be logged; only {@link #value()} returns it.
 */
public record DisplayName(String value) {

    private static final int MOST = 100;

    /** @throws IllegalArgumentException if the text is not a display name; the message does not contain it */
    public DisplayName {
        value = Normalizer.normalize(value, Normalizer.Form.NFC).strip();
        int length = value.codePointCount(0, value.length());
        if (length < 1 || length > MOST) {
            throw new IllegalArgumentException("a display name has 1 to " + MOST + " characters");
        }
        if (value.codePoints().anyMatch(DisplayName::forbidden)) {
            throw new IllegalArgumentException("a display name has no control characters");
        }
        if (value.codePoints().noneMatch(DisplayName::visible)) {
            throw new IllegalArgumentException("a display name has a visible character");
        }
    }

    /** The name; empty if the text is null or not a display name. */
    public static Optional<DisplayName> parse(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new DisplayName(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean forbidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> turnsDirection(codePoint) || (codePoint & 0xFFFE) == 0xFFFE;
        };
    }

    private static boolean turnsDirection(int codePoint) {
        return (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }

    private static boolean visible(int codePoint) {
        return !Character.isSpaceChar(codePoint) && Character.getType(codePoint) != Character.FORMAT;
    }

    @Override
    public String toString() {
        return "DisplayName[" + value.length() + " characters]";
    }
}
