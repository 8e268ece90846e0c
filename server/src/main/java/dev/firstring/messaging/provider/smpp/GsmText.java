package dev.firstring.messaging.provider.smpp;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** The default alphabet of GSM, one octet per septet (3GPP TS 23.038, section 6.2.1). */
final class GsmText {

    private static final int ESCAPE = 0x1b;
    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String EXTENSION = "\f^{}\\[~]|€";
    private static final byte[] EXTENSION_CODES = {0x0a, 0x14, 0x28, 0x29, 0x2f, 0x3c, 0x3d, 0x3e, 0x40, 0x65};

    private GsmText() {}

    /** Encodes a text. Returns empty if the alphabet lacks one of its characters. */
    static Optional<byte[]> encode(String text) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int code = c == ESCAPE ? -1 : BASIC.indexOf(c);
            int extended = EXTENSION.indexOf(c);
            if (code >= 0) {
                octets.write(code);
            } else if (extended >= 0) {
                octets.write(ESCAPE);
                octets.write(EXTENSION_CODES[extended]);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(octets.toByteArray());
    }

    /** Returns the character of a septet in the basic table. */
    static char character(int septet) {
        return BASIC.charAt(septet);
    }
}
