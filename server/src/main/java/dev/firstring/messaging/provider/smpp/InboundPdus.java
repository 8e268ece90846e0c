package dev.firstring.messaging.provider.smpp;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jsmpp.InvalidCommandLengthException;
import org.jsmpp.PDUReader;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;

/**
 * Reads the PDUs of a connection. Messages and receipts go to a queue of their own, so that responses and
 * {@code enquire_link} never wait behind them; all other PDUs go to the library. The library rejects a response whose
 * message id is unterminated, too long or absent, although the carrier accepted the message, so responses are rewritten
 * into a form that it parses. Not thread-safe: one thread reads a connection.
 */
final class InboundPdus implements PDUReader {

    /** The optional parameter, from the vendor-specific range, that passes the message id to the library. */
    static final short NAME = 0x3f01;

    private static final int HEAD = 16;
    private static final int LENGTH_AT = 0;
    private static final int STATUS_AT = 8;
    private static final int LONGEST = 1 << 17;

    private final Arrivals arrivals;

    InboundPdus(Arrivals arrivals) {
        this.arrivals = arrivals;
    }

    /** Receives the messages and receipts of one connection; may block while too many are queued. */
    interface Arrivals {

        void take(int command, int sequence, byte[] pdu) throws InterruptedException;
    }

    @Override
    public Command readPDUHeader(DataInputStream in) throws InvalidCommandLengthException, IOException {
        while (true) {
            byte[] head = new byte[HEAD];
            int first = in.read();
            if (first < 0) {
                throw new EOFException("closed");
            }
            head[0] = (byte) first;
            readFully(in, head, 1);
            ByteBuffer fields = ByteBuffer.wrap(head);
            Command header = new Command();
            header.setCommandLength(fields.getInt());
            header.setCommandId(fields.getInt());
            header.setCommandStatus(fields.getInt());
            header.setSequenceNumber(fields.getInt());
            if (header.getCommandLength() < HEAD || header.getCommandLength() > LONGEST) {
                throw new InvalidCommandLengthException("a length of " + header.getCommandLength());
            }
            int command = header.getCommandId();
            if (command != DeliveredPdu.DELIVER_SM && command != DeliveredPdu.DATA_SM) {
                return header;
            }
            byte[] pdu = Arrays.copyOf(head, header.getCommandLength());
            readFully(in, pdu, HEAD);
            try {
                arrivals.take(command, header.getSequenceNumber(), pdu);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    @Override
    public byte[] readPDU(DataInputStream in, Command header) throws IOException {
        return readPDU(
                in,
                header.getCommandLength(),
                header.getCommandId(),
                header.getCommandStatus(),
                header.getSequenceNumber());
    }

    @Override
    public byte[] readPDU(DataInputStream in, int length, int command, int status, int sequence) throws IOException {
        byte[] pdu = ByteBuffer.allocate(length)
                .putInt(length)
                .putInt(command)
                .putInt(status)
                .putInt(sequence)
                .array();
        readFully(in, pdu, HEAD);
        return switch (command) {
            case SMPPConstant.CID_SUBMIT_SM_RESP -> submitted(pdu);
            case SMPPConstant.CID_BIND_TRANSCEIVER_RESP -> withBody(pdu, new byte[1]);
            default -> pdu;
        };
    }

    /** Moves the message id into a parameter of its own and drops all other parameters, which are not used. */
    private static byte[] submitted(byte[] pdu) {
        int end = HEAD;
        while (end < pdu.length && pdu[end] != 0) {
            end++;
        }
        int length = end - HEAD;
        return withBody(
                pdu,
                ByteBuffer.allocate(1 + 2 * Short.BYTES + length)
                        .put((byte) 0)
                        .putShort(NAME)
                        .putShort((short) Math.min(length, Short.MAX_VALUE))
                        .put(pdu, HEAD, Math.min(length, Short.MAX_VALUE))
                        .array());
    }

    /** Replaces the body. A negative response gets none, because its status says everything. */
    private static byte[] withBody(byte[] pdu, byte[] body) {
        boolean taken = ByteBuffer.wrap(pdu).getInt(STATUS_AT) == SMPPConstant.STAT_ESME_ROK;
        byte[] whole = Arrays.copyOf(pdu, HEAD + (taken ? body.length : 0));
        if (taken) {
            System.arraycopy(body, 0, whole, HEAD, body.length);
        }
        ByteBuffer.wrap(whole).putInt(LENGTH_AT, whole.length);
        return whole;
    }

    /** Treats a pause within a PDU as the end of the connection, because the start of the next PDU would be unknown. */
    private static void readFully(InputStream in, byte[] into, int from) throws IOException {
        try {
            if (in.readNBytes(into, from, into.length - from) < into.length - from) {
                throw new EOFException("closed within a PDU");
            }
        } catch (SocketTimeoutException e) {
            throw new IOException("silence within a PDU", e);
        }
    }
}
