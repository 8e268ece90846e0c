package dev.firstring.messaging.provider.smpp;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An SMSC that writes its bytes itself, as the libraries of SMPP write only what SMPP allows. */
final class RawSmsc implements AutoCloseable {

    static final int DELIVER_SM = 0x00000005;
    static final int DATA_SM = 0x00000103;
    private static final int RESPONSE = 0x80000000;
    private static final int SUBMIT_SM = 0x00000004;
    private static final int UNBIND = 0x00000006;
    private static final int BIND_TRANSCEIVER = 0x00000009;
    private static final int ENQUIRE_LINK = 0x00000015;

    private final ServerSocket server;
    private final AtomicInteger sequence = new AtomicInteger(1000);
    private volatile @Nullable OutputStream out;

    /** The body of each answer to a message, its name with whatever ends it. */
    volatile byte[] answer = "name\0".getBytes(StandardCharsets.ISO_8859_1);

    final List<byte[]> submitted = new CopyOnWriteArrayList<>();
    final AtomicInteger binds = new AtomicInteger();

    /** The status of what the other side answered, by sequence number. */
    final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();

    RawSmsc() {
        try {
            server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    Thread.ofVirtual().start(() -> serve(socket));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    void names(String name) {
        answer = (name + "\0").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Sends a PDU of its own; its sequence number. */
    int send(int command, byte[] body) {
        if (out == null) {
            await().until(() -> out != null);
        }
        int number = sequence.incrementAndGet();
        try {
            write(java.util.Objects.requireNonNull(out), command, 0, number, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return number;
    }

    /** Sends a PDU and waits for the status that it is answered with. */
    int exchange(int command, byte[] body) {
        int number = send(command, body);
        await().until(() -> statuses.containsKey(number));
        return statuses.get(number);
    }

    int enquire() {
        return exchange(ENQUIRE_LINK, new byte[0]);
    }

    /** A receipt as appendix B of SMPP 3.4 has it. */
    int receipt(String id, String number, String state) {
        return exchange(DELIVER_SM, Shape.of(text(id, state)).from(number).body());
    }

    static String text(String id, String state) {
        return "id:" + id + " sub:001 dlvrd:001 submit date:2601010000 done date:2601010000 stat:" + state
                + " err:000 text:Your code";
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            OutputStream stream = socket.getOutputStream();
            while (true) {
                int length = in.readInt();
                int command = in.readInt();
                int status = in.readInt();
                int number = in.readInt();
                byte[] body = in.readNBytes(length - 16);
                switch (command) {
                    case BIND_TRANSCEIVER -> {
                        write(stream, command | RESPONSE, 0, number, "smsc\0".getBytes(StandardCharsets.US_ASCII));
                        binds.incrementAndGet();
                        out = stream;
                    }
                    case SUBMIT_SM -> {
                        submitted.add(body);
                        write(stream, command | RESPONSE, 0, number, answer);
                    }
                    case ENQUIRE_LINK -> write(stream, command | RESPONSE, 0, number, new byte[0]);
                    case UNBIND -> {
                        write(stream, command | RESPONSE, 0, number, new byte[0]);
                        return;
                    }
                    default -> statuses.put(number, status);
                }
            }
        } catch (IOException e) {
            // The other side has gone.
        }
    }

    private static void write(OutputStream to, int command, int status, int number, byte[] body) throws IOException {
        byte[] pdu = ByteBuffer.allocate(16 + body.length)
                .putInt(16 + body.length)
                .putInt(command)
                .putInt(status)
                .putInt(number)
                .put(body)
                .array();
        synchronized (to) {
            to.write(pdu);
            to.flush();
        }
    }

    /** How a receipt is written. */
    record Shape(
            String source, String destination, int esmClass, int coding, byte[] text, Map<Integer, byte[]> parameters) {

        static Shape of(String text) {
            return new Shape("33612345678", "Acme", 0x04, 0, text.getBytes(StandardCharsets.ISO_8859_1), Map.of());
        }

        Shape from(String number) {
            return new Shape(number, destination, esmClass, coding, text, parameters);
        }

        Shape to(String number) {
            return new Shape(source, number, esmClass, coding, text, parameters);
        }

        Shape type(int type) {
            return new Shape(source, destination, type, coding, text, parameters);
        }

        Shape written(int dataCoding, byte[] octets) {
            return new Shape(source, destination, esmClass, dataCoding, octets, parameters);
        }

        Shape with(int tag, byte[] value) {
            Map<Integer, byte[]> more = new java.util.TreeMap<>(parameters);
            more.put(tag, value);
            return new Shape(source, destination, esmClass, coding, text, more);
        }

        Shape inPayload() {
            return with(0x0424, text).written(coding, new byte[0]);
        }

        /** The body of a {@code deliver_sm}. */
        byte[] body() {
            ByteArrayOutputStream out = addresses();
            out.write(esmClass);
            out.writeBytes(new byte[] {0, 0, 0, 0, 0, 0, (byte) coding, 0, (byte) text.length});
            out.writeBytes(text);
            return parameters(out);
        }

        /** The body of a {@code data_sm}, whose text is always in a parameter. */
        byte[] dataBody() {
            ByteArrayOutputStream out = addresses();
            out.write(esmClass);
            out.writeBytes(new byte[] {0, (byte) coding});
            return (text.length == 0 ? this : with(0x0424, text)).parameters(out);
        }

        private ByteArrayOutputStream addresses() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(0);
            out.writeBytes(new byte[] {1, 1});
            out.writeBytes((source + "\0").getBytes(StandardCharsets.ISO_8859_1));
            out.writeBytes(new byte[] {5, 0});
            out.writeBytes((destination + "\0").getBytes(StandardCharsets.ISO_8859_1));
            return out;
        }

        private byte[] parameters(ByteArrayOutputStream out) {
            parameters.forEach((tag, value) -> {
                out.writeBytes(new byte[] {(byte) (tag >> 8), tag.byteValue()});
                out.writeBytes(new byte[] {(byte) (value.length >> 8), (byte) value.length});
                out.writeBytes(value);
            });
            return out.toByteArray();
        }
    }
}
