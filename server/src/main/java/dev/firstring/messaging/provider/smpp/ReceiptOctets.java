package dev.firstring.messaging.provider.smpp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Decodes the text of a receipt in each encoding that its octets may have. */
final class ReceiptOctets {

    private static final int UCS2 = 8;
    private static final int SEPTET = 7;
    private static final int SHOWN = 160;

    private ReceiptOctets() {}

    /** Returns the candidate texts, the declared encoding first; never empty. */
    static List<String> texts(DeliveredPdu pdu) {
        byte[] octets = pdu.header() ? afterHeader(pdu.text()) : pdu.text();
        String single = single(octets);
        String big = new String(octets, StandardCharsets.UTF_16BE);
        Stream<String> declared = pdu.coding() == UCS2 ? Stream.of(big, single) : Stream.of(single, big);
        return Stream.concat(declared, Stream.of(new String(octets, StandardCharsets.UTF_16LE), unpacked(octets)))
                .toList();
    }

    private static byte[] afterHeader(byte[] octets) {
        int length = octets.length == 0 ? 0 : Byte.toUnsignedInt(octets[0]) + 1;
        return length >= octets.length ? new byte[0] : Arrays.copyOfRange(octets, length, octets.length);
    }

    /** Decodes one character per octet: ASCII and Latin-1, with GSM characters in place of control characters. */
    private static String single(byte[] octets) {
        StringBuilder text = new StringBuilder(octets.length);
        for (byte octet : octets) {
            char c = (char) Byte.toUnsignedInt(octet);
            text.append(c < ' ' && !Character.isWhitespace(c) ? GsmText.character(c) : c);
        }
        return text.toString();
    }

    /** Unpacks eight characters from seven octets (3GPP TS 23.038, section 6.1.2). */
    private static String unpacked(byte[] octets) {
        StringBuilder text = new StringBuilder(octets.length * Byte.SIZE / SEPTET);
        int bits = 0;
        int held = 0;
        for (byte octet : octets) {
            held |= Byte.toUnsignedInt(octet) << bits;
            bits += Byte.SIZE;
            while (bits >= SEPTET) {
                text.append(GsmText.character(held & 0x7f));
                held >>>= SEPTET;
                bits -= SEPTET;
            }
        }
        return text.toString();
    }

    /** Describes the message in one line. Digits are masked, because they may belong to a number or a code. */
    static String masked(DeliveredPdu pdu) {
        String text = texts(pdu).getFirst();
        String shown = (text.length() <= SHOWN ? text : text.substring(0, SHOWN))
                .replaceAll("(?i)te?xt\\s*[:=].*", "text:...")
                .replaceAll("\\p{N}", "#")
                .replaceAll("[^ -~]", ".");
        return "type 0x%02x, coding %d, parameters %s: %s"
                .formatted(
                        pdu.type(),
                        pdu.coding(),
                        pdu.parameters().keySet().stream()
                                .sorted()
                                .map("0x%04x"::formatted)
                                .toList(),
                        shown);
    }
}
