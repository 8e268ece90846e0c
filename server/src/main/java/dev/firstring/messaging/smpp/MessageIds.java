package dev.firstring.messaging.smpp;

import java.math.BigInteger;

/** Names of messages, which some networks write in hexadecimal in one place and in decimal in another. */
final class MessageIds {

    private static final int HEXADECIMAL = 16;

    private MessageIds() {}

    /** A hexadecimal name in decimal; any other name as it is. */
    static String ofHex(String name) {
        try {
            return new BigInteger(name.strip(), HEXADECIMAL).toString();
        } catch (NumberFormatException e) {
            return name;
        }
    }
}
