package dev.firstring.registrar.echo;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Returns RTP packets to where they come from (RFC 4961). The source of the first packet is kept, and only addresses that
 * the phone has signalled from or named are answered, so nobody can direct media to somebody else. Thread-safe.
 */
final class RtpMirror implements AutoCloseable {

    private static final int HEADER = 12;
    private static final int LARGEST = 1_500;
    private static final int SSRC = 8;

    /** Ten times what a phone sends; more is dropped. */
    private static final int PACKETS_PER_SECOND = 500;

    private final DatagramSocket socket;
    private final Set<InetAddress> allowed;
    private final int source;
    private final AtomicLong returned = new AtomicLong();

    /**
     * Takes ownership of a bound socket.
     *
     * @param source the SSRC of the returned packets: a phone takes packets with its own for a loop
     */
    RtpMirror(DatagramSocket socket, Set<InetAddress> allowed, int source) {
        this.socket = socket;
        this.allowed = Set.copyOf(allowed);
        this.source = source;
    }

    void start() {
        Thread.ofVirtual().name("registrar-echo").start(this::run);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** How many packets were returned. */
    long returned() {
        return returned.get();
    }

    @Override
    public void close() {
        socket.close();
    }

    private void run() {
        byte[] buffer = new byte[LARGEST + 1];
        @Nullable InetSocketAddress peer = null;
        long second = System.nanoTime();
        int packets = 0;
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                InetSocketAddress from = (InetSocketAddress) packet.getSocketAddress();
                if (!isRtp(packet) || !allowed.contains(from.getAddress())) {
                    continue;
                }
                peer = peer == null ? from : peer;
                if (System.nanoTime() - second > TimeUnit.SECONDS.toNanos(1)) {
                    second = System.nanoTime();
                    packets = 0;
                }
                packets++;
                if (peer.equals(from) && packets <= PACKETS_PER_SECOND) {
                    ByteBuffer.wrap(buffer).putInt(SSRC, source);
                    socket.send(packet);
                    returned.incrementAndGet();
                }
            } catch (IOException e) {
                // The socket was closed, or the phone no longer listens; silence ends the call.
                Thread.onSpinWait();
            }
        }
    }

    /** Version 2, and not RTCP (RFC 5761, section 4). */
    private static boolean isRtp(DatagramPacket packet) {
        byte[] bytes = packet.getData();
        int type = bytes[1] & 0x7f;
        return packet.getLength() >= HEADER
                && packet.getLength() <= LARGEST
                && (bytes[0] & 0xc0) == 0x80
                && (type < 64 || type > 95);
    }
}
