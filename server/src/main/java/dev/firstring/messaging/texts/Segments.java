package dev.firstring.messaging.texts;

/**
 * The encoding and the length of a text as SMS (3GPP TS 23.038, TS 23.040).
 *
 * @param units the length in septets of GSM-7 or in 16-bit units of UCS-2
 * @param count the number of segments, each of which is charged; 0 for an empty text
 */
public record Segments(Encoding encoding, int units, int count) {

    /** The alphabet of a message; a single character outside GSM-7 makes the whole message UCS-2. */
    public enum Encoding {
        GSM_7(160, 153),
        UCS_2(70, 67);

        private final int single;
        private final int joined;

        Encoding(int single, int joined) {
            this.single = single;
            this.joined = joined;
        }

        /** The capacity of a message of one segment, in units. */
        public int single() {
            return single;
        }
    }

    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String EXTENSION = "\f^{}\\[~]|€";

    /** Counts the segments of a text. */
    public static Segments of(String text) {
        Encoding encoding = text.chars().allMatch(c -> septets((char) c) > 0) ? Encoding.GSM_7 : Encoding.UCS_2;
        int units = 0;
        int joinedSegments = 1;
        int inSegment = 0;
        // Escaped characters and surrogate pairs are not split between segments.
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
