package dev.firstring.messaging.provider.smpp;

import java.nio.charset.StandardCharsets;

/**
 * A text encoded for SMPP.
 *
 * @param coding the data coding: 0 is the alphabet of GSM, 3 is Latin-1, 8 is UCS-2 (SMPP 3.4, section 5.2.19)
 */
record ShortMessage(byte coding, byte[] octets) {

    private static final byte GSM = 0;
    private static final byte LATIN1 = 3;
    private static final byte UCS2 = 8;

    static ShortMessage of(String text, SmppLink.Alphabet alphabet) {
        return switch (alphabet) {
            case GSM ->
                GsmText.encode(text)
                        .map(octets -> new ShortMessage(GSM, octets))
                        .orElseGet(() -> ucs2(text));
            case LATIN1 ->
                StandardCharsets.ISO_8859_1.newEncoder().canEncode(text)
                        ? new ShortMessage(LATIN1, text.getBytes(StandardCharsets.ISO_8859_1))
                        : ucs2(text);
        };
    }

    private static ShortMessage ucs2(String text) {
        return new ShortMessage(UCS2, text.getBytes(StandardCharsets.UTF_16BE));
    }
}
