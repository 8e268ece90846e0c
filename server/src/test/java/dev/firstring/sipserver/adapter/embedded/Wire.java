package dev.firstring.sipserver.adapter.embedded;

import dev.firstring.peers.phone.SipTarget;
import dev.firstring.peers.phone.Transport;
import dev.firstring.testing.Patience;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Bytes to and from the registrar, over either transport. Not thread-safe. */
interface Wire extends AutoCloseable {

    int MILLIS = (int) Patience.LIMIT.toMillis();

    void send(byte[] bytes);

    /** The next answer; empty where none comes within the time, or the connection ends. */
    String receive(int millis);

    /** Where this end is, as a Via header has it. */
    String here();

    @Override
    void close();

    default void send(String text) {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    static Wire to(SipTarget target) {
        try {
            return target.transport() == Transport.UDP
                    ? new Udp(target, new DatagramSocket(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0)))
                    : new Tcp(new Socket(target.host(), target.port()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Datagrams. */
    record Udp(SipTarget target, DatagramSocket socket) implements Wire {

        @Override
        public void send(byte[] bytes) {
            try {
                socket.send(
                        new DatagramPacket(bytes, bytes.length, new InetSocketAddress(target.host(), target.port())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String receive(int millis) {
            try {
                socket.setSoTimeout(millis);
                DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
                socket.receive(packet);
                return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
            } catch (SocketTimeoutException e) {
                return "";
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String here() {
            return "127.0.0.1:" + socket.getLocalPort();
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    /** A connection. Answers of the registrar have no body: each ends with its first empty line. */
    record Tcp(Socket socket) implements Wire {

        @Override
        public void send(byte[] bytes) {
            try {
                socket.getOutputStream().write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String receive(int millis) {
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            try {
                socket.setSoTimeout(millis);
                while (!received.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
                    int next = socket.getInputStream().read();
                    if (next < 0) {
                        break;
                    }
                    received.write(next);
                }
            } catch (SocketTimeoutException e) {
                return received.toString(StandardCharsets.UTF_8);
            } catch (IOException reset) {
                return "";
            }
            return received.toString(StandardCharsets.UTF_8);
        }

        /** The next characters, as many as asked for unless the connection ends. */
        String take(int length) {
            try {
                socket.setSoTimeout(MILLIS);
                return new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Whether the registrar ends the connection within the time. */
        boolean ends(int millis) {
            try {
                socket.setSoTimeout(millis);
                return socket.getInputStream().read() < 0;
            } catch (SocketTimeoutException e) {
                return false;
            } catch (IOException reset) {
                return true;
            }
        }

        @Override
        public String here() {
            return "127.0.0.1:" + socket.getLocalPort();
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
