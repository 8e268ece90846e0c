package dev.firstring.messaging.texts;

/**
 * How a text travels as SMS (3GPP TS 23.038, TS 23.040).
 *
 * @param units what it takes up: septets of GSM-7, or 16-bit units of UCS-2
 * @param count the number of segments, each of which is charged; 0 for an empty text
 */
public record Segments(Encoding encoding, int units, int count) {

    /** The alphabet of a message; one character outside GSM-7 puts all of it into UCS-2. */
    public enum Encoding {
        GSM_7(160, 153),
        UCS_2(70, 67);

        private final int single;
        private final int joined;

        Encoding(int single, int joined) {
            this.single = single;
            this.joined = joined;
        }

        /** The units that one segment holds when it stands alone. */
        public int single() {
            return single;
        }
    }

    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String EXTENSION = "\f^{}\\[~]|€";

    /** Counts a text. */
    public static Segments of(String text) {
        Encoding encoding = text.chars().allMatch(c -> septets((char) c) > 0) ? Encoding.GSM_7 : Encoding.UCS_2;
        int units = 0;
        int joinedSegments = 1;
        int inSegment = 0;
        // An escaped character and a surrogate pair do not cross the border of a segment.
        for (int i = 0; i < text.length(); ) {
            int characters = encoding == Encoding.UCS_2 ? Character.charCount(text.codePointAt(i)) : 1;
            int width = encoding == Encoding.UCS_2 ? characters : septets(text.charAt(i));
            if (inSegment + width > encoding.joined) {
                joinedSegments++;
                inSegment = 0;
            }
            inSegment += width;
            units += width;
            i += characters;
        }
        int count = units == 0 ? 0 : units <= encoding.single ? 1 : joinedSegments;
        return new Segments(encoding, units, count);
    }

    private static int septets(char c) {
        return BASIC.indexOf(c) >= 0 ? 1 : EXTENSION.indexOf(c) >= 0 ? 2 : 0;
    }
}
