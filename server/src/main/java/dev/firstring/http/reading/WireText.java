package dev.firstring.http.reading;

/**
 * Checks the bytes of a JSON document before they are parsed, for errors that the parser accepts: bytes that are not
 * UTF-8 (RFC 3629), unpaired surrogates, and encodings other than UTF-8 (RFC 8259, section 8.1).
 */
final class WireText {

    private WireText() {}

    /**
     * Whether the document starts like an object and is valid UTF-8. A leading byte order mark is accepted: RFC 8259
     * lets parsers ignore it, and some libraries write one.
     */
    static boolean holdsObject(byte[] document) {
        int start = beginsWithMark(document) ? 3 : 0;
        while (start < document.length && isSpace(document[start])) {
            start++;
        }
        return start < document.length && document[start] == '{' && isSound(document, start);
    }

    private static boolean beginsWithMark(byte[] document) {
        return document.length >= 3
                && document[0] == (byte) 0xEF
                && document[1] == (byte) 0xBB
                && document[2] == (byte) 0xBF;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    private static boolean isSound(byte[] document, int start) {
        int at = start;
        while (at < document.length) {
            int length = document[at] >= 0 ? ascii(document, at) : sequence(document, at);
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return true;
    }

    /** The length in bytes of an ASCII character or of the escape that it starts; 0 if it is invalid. */
    private static int ascii(byte[] document, int at) {
        byte b = document[at];
        if (b != '\\') {
            return b >= ' ' || isSpace(b) ? 1 : 0;
        }
        int unit = escapedUnit(document, at);
        if (unit < 0) {
            return 2;
        }
        if (Character.isHighSurrogate((char) unit)) {
            int next = escapedUnit(document, at + 6);
            return next >= 0 && Character.isLowSurrogate((char) next) ? 12 : 0;
        }
        return Character.isLowSurrogate((char) unit) ? 0 : 6;
    }

    /** The UTF-16 unit of an escape such as {@code \}{@code u00e9}; -1 if there is none. */
    private static int escapedUnit(byte[] document, int at) {
        if (at + 6 > document.length || document[at] != '\\' || document[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + 6; i++) {
            int digit = Character.digit(document[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    /** The length of a multi-byte sequence, 2 to 4; 0 if it is invalid or not the shortest form. */
    private static int sequence(byte[] document, int at) {
        int lead = document[at] & 0xFF;
        int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (lead < 0xC2 || lead > 0xF4 || at + length > document.length) {
            return 0;
        }
        for (int i = at + 1; i < at + length; i++) {
            if ((document[i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        int second = document[at + 1] & 0xFF;
        boolean sound = switch (lead) {
            case 0xE0 -> second >= 0xA0;
            case 0xED -> second < 0xA0;
            case 0xF0 -> second >= 0x90;
            case 0xF4 -> second < 0x90;
            default -> true;
        };
        return sound ? length : 0;
    }
}
