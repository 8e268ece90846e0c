package dev.firstring.registrar.transport;

import dev.firstring.registrar.flow.Flow;
import dev.firstring.registrar.message.MessageHead;
import dev.firstring.registrar.message.RequestRules.Flaw;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives datagrams into a bounded queue: on overload datagrams are dropped, and phones retransmit them. It uses
 * platform threads, so a flood does not delay the virtual threads that serve HTTP.
 */
public final class UdpListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UdpListener.class);
    private static final String UDP = "udp";
    private static final int LARGEST = 8 * 1024;
    private static final int LONGEST_QUEUE = 1_000;
    private static final int WORKERS = 8;
    private static final int REMEMBERED = 4_000;

    private final DatagramSocket socket;
    private final Reception reception;
    private final Traffic traffic;
    private final Retransmissions retransmissions;
    private final BlockingQueue<Datagram> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);
    private final List<Thread> threads = new ArrayList<>();

    /** Takes ownership of a bound socket. */
    public UdpListener(DatagramSocket socket, Reception reception, Traffic traffic, Clock clock) {
        this.socket = socket;
        this.reception = reception;
        this.traffic = traffic;
        this.retransmissions = new Retransmissions(clock, REMEMBERED);
    }

    /** Starts receiving datagrams. */
    public void start() {
        threads.add(Thread.ofPlatform().daemon().name("registrar-udp").start(this::receive));
        for (int i = 1; i <= WORKERS; i++) {
            threads.add(Thread.ofPlatform().daemon().name("registrar-udp-" + i).start(this::work));
        }
    }

    /** Stops the threads; queued datagrams are discarded. */
    @Override
    public void close() {
        socket.close();
        threads.forEach(Thread::interrupt);
    }

    private void receive() {
        byte[] buffer = new byte[LARGEST + 1];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                take(packet);
            } catch (IOException e) {
                // An error caused by an earlier response, or the socket was closed.
                if (!socket.isClosed()) {
                    traffic.dropped(UDP, "network");
                }
            }
        }
    }

    private void take(DatagramPacket packet) {
        InetSocketAddress source = (InetSocketAddress) packet.getSocketAddress();
        if (isNoPlaceToAnswer(source.getPort(), source)) {
            traffic.dropped(UDP, "bad_source");
        } else if (isKeepAlive(packet)) {
            traffic.dropped(UDP, "keep_alive");
        } else if (!queue.offer(new Datagram(withoutLinesBefore(packet), source))) {
            traffic.dropped(UDP, "busy");
        }
    }

    /** Line ends before a message are ignored (RFC 3261, section 7.5). */
    private static byte[] withoutLinesBefore(DatagramPacket packet) {
        byte[] bytes = packet.getData();
        int start = 0;
        while (start + 1 < packet.getLength() && bytes[start] == '\r' && bytes[start + 1] == '\n') {
            start += 2;
        }
        return Arrays.copyOfRange(bytes, start, packet.getLength());
    }

    private void work() {
        try {
            while (!socket.isClosed()) {
                answer(queue.take());
            }
        } catch (InterruptedException e) {
            // The listener was closed.
            Thread.currentThread().interrupt();
        }
    }

    private void answer(Datagram datagram) {
        byte[] bytes = datagram.bytes();
        if (bytes.length > LARGEST) {
            traffic.dropped(UDP, "too_large");
            refuse(datagram, Flaw.of(513, "Message Too Large"));
            return;
        }
        OptionalInt end = MessageHead.end(bytes, 0, bytes.length);
        Optional<MessageHead> head = end.isEmpty() ? Optional.empty() : MessageHead.read(bytes, end.getAsInt());
        if (head.isEmpty()) {
            refuse(datagram, Flaw.of(400, end.isEmpty() ? "No End" : "Bad Head"));
            return;
        }
        byte[] body = Arrays.copyOfRange(bytes, end.getAsInt(), bytes.length);
        Flow flow = flow(datagram.source());
        if (head.get().values("authorization").isEmpty()) {
            reception.take(head.get(), body, flow).ifPresent(reply -> send(reply, datagram.source()));
            return;
        }
        ByteBuffer key = Retransmissions.key(bytes, datagram.source());
        switch (retransmissions.begin(key)) {
            case Retransmissions.Seen.BeingAnswered again -> traffic.dropped(UDP, "repeated");
            case Retransmissions.Seen.Answered(Reply reply) -> send(reply, datagram.source());
            case Retransmissions.Seen.Never never -> {
                Optional<Reply> reply = Optional.empty();
                try {
                    reply = reception.take(head.get(), body, flow);
                } finally {
                    retransmissions.end(key, reply.filter(Reply::repeats).orElse(null));
                }
                reply.ifPresent(made -> send(made, datagram.source()));
            }
        }
    }

    private void refuse(Datagram datagram, Flaw flaw) {
        reception
                .refuse(datagram.bytes(), datagram.bytes().length, flaw, datagram.source(), UDP)
                .ifPresent(reply -> send(reply, datagram.source()));
    }

    private void send(Reply reply, InetSocketAddress source) {
        send(reply.bytes(), new InetSocketAddress(source.getAddress(), reply.port()));
    }

    /** The way to an address. */
    public Flow flow(InetSocketAddress remote) {
        return new UdpFlow(this, remote);
    }

    /** Sends a datagram; false if that is not possible. */
    boolean send(byte[] bytes, InetSocketAddress to) {
        if (isNoPlaceToAnswer(to.getPort(), to)) {
            traffic.dropped(UDP, "bad_source");
            return false;
        }
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, to));
            return true;
        } catch (IOException | IllegalArgumentException e) {
            traffic.dropped(UDP, "network");
            LOG.debug("A message could not be sent: {}", e.getMessage());
            return false;
        }
    }

    boolean isOpen() {
        return !socket.isClosed();
    }

    /** The address of this end towards another, which differs by route if the socket has the wildcard address. */
    InetSocketAddress local(InetSocketAddress remote) {
        InetAddress bound = socket.getLocalAddress();
        if (!bound.isAnyLocalAddress()) {
            return new InetSocketAddress(bound, socket.getLocalPort());
        }
        try (DatagramSocket probe = new DatagramSocket()) {
            probe.connect(remote);
            return new InetSocketAddress(probe.getLocalAddress(), socket.getLocalPort());
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("The own address is not known: {}", e.getMessage());
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
        }
    }

    /**
     * Whether the port is invalid or is this socket: a response to this socket would be received as a message,
     * endlessly.
     */
    private boolean isNoPlaceToAnswer(int port, InetSocketAddress source) {
        return port < 1
                || port > 65_535
                || (port == socket.getLocalPort()
                        && (source.getAddress().equals(socket.getLocalAddress())
                                || (socket.getLocalAddress().isAnyLocalAddress()
                                        && source.getAddress().isLoopbackAddress())));
    }

    /** Whether it has only line ends or zeros, which phones send to keep a NAT binding open. */
    private static boolean isKeepAlive(DatagramPacket packet) {
        for (int i = 0; i < packet.getLength(); i++) {
            byte next = packet.getData()[packet.getOffset() + i];
            if (next != '\r' && next != '\n' && next != 0) {
                return false;
            }
        }
        return true;
    }

    private record Datagram(byte[] bytes, InetSocketAddress source) {}
}
