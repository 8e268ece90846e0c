package dev.firstring.messaging.provider.smpp;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A {@code deliver_sm} or {@code data_sm} as sent by a carrier (SMPP 3.4, sections 4.6.1 and 4.7.1). Carriers do not
 * comply with the maximum length and the termination of texts or with the lengths of optional parameters, so none of
 * these is checked. Immutable.
 *
 * @param source the source address; in a receipt, the number that the message was sent to
 * @param destination the destination address
 * @param type the message type bits of {@code esm_class}
 * @param header whether the text begins with a user data header
 * @param coding the data coding of the text
 * @param text the octets of {@code short_message}, or of {@code message_payload} if that is empty
 * @param parameters optional parameters by tag
 */
record DeliveredPdu(
        String source,
        String destination,
        int type,
        boolean header,
        int coding,
        byte[] text,
        Map<Integer, byte[]> parameters) {

    static final int DELIVER_SM = 0x00000005;
    static final int DATA_SM = 0x00000103;

    private static final int HEAD = 16;
    private static final int TYPE = 0x3c;
    private static final int USER_DATA_HEADER = 0x40;
    private static final int MESSAGE_PAYLOAD = 0x0424;

    /** Parses a whole PDU including its header. Returns empty if it ends within a mandatory field. */
    static Optional<DeliveredPdu> read(byte[] pdu) {
        ByteBuffer rest = ByteBuffer.wrap(pdu);
        try {
            int command = rest.getInt(Integer.BYTES);
            rest.position(HEAD);
            text(rest); // service_type
            String source = address(rest);
            String destination = address(rest);
            int esmClass = rest.get();
            byte[] message = new byte[0];
            int coding;
            if (command == DATA_SM) {
                rest.get(); // registered_delivery
                coding = rest.get();
            } else {
                rest.get(); // protocol_id
                rest.get(); // priority_flag
                text(rest); // schedule_delivery_time
                text(rest); // validity_period
                rest.get(); // registered_delivery
                rest.get(); // replace_if_present_flag
                coding = rest.get();
                rest.get(); // sm_default_msg_id
                message = new byte[Byte.toUnsignedInt(rest.get())];
                rest.get(message);
            }
            Map<Integer, byte[]> parameters = parameters(rest);
            return Optional.of(new DeliveredPdu(
                    source,
                    destination,
                    esmClass & TYPE,
                    (esmClass & USER_DATA_HEADER) != 0,
                    Byte.toUnsignedInt((byte) coding),
                    message.length > 0 ? message : parameters.getOrDefault(MESSAGE_PAYLOAD, message),
                    parameters));
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /**
     * Parses the optional parameters. If the last one is truncated, its value consists of the octets that are present.
     */
    private static Map<Integer, byte[]> parameters(ByteBuffer rest) {
        Map<Integer, byte[]> parameters = new HashMap<>();
        while (rest.remaining() >= 2 * Short.BYTES) {
            int tag = Short.toUnsignedInt(rest.getShort());
            int length = Short.toUnsignedInt(rest.getShort());
            byte[] value = new byte[Math.min(length, rest.remaining())];
            rest.get(value);
            parameters.putIfAbsent(tag, value);
        }
        return parameters;
    }

    private static String address(ByteBuffer rest) {
        rest.get(); // type of number
        rest.get(); // numbering plan
        return text(rest);
    }

    private static String text(ByteBuffer rest) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (byte next = rest.get(); next != 0; next = rest.get()) {
            octets.write(next);
        }
        return octets.toString(StandardCharsets.ISO_8859_1);
    }
}
