package dev.firstring.registrar.transport;

import dev.firstring.registrar.flow.Flow;
import dev.firstring.registrar.message.MessageHead;
import dev.firstring.registrar.message.RequestRules.Flaw;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One connection: a sequence of messages, framed by their {@code Content-Length} (RFC 3261, section 18.3), with the
 * pings of RFC 5626 between them. A peer that sends a message too slowly or does not read the responses is
 * disconnected.
 */
final class TcpConnection implements Flow {

    private static final String TCP = "tcp";
    private static final int LARGEST = 16 * 1024;
    private static final int LONGEST_QUEUE = 64;
    private static final Duration WHOLE_MESSAGE = Duration.ofSeconds(10);
    private static final Duration WRITE = Duration.ofSeconds(10);
    private static final Duration DRAIN = Duration.ofSeconds(1);
    private static final byte[] PONG = {'\r', '\n'};

    private final Socket socket;
    private final Reception reception;
    private final Traffic traffic;
    private final Duration idle;
    private final ScheduledExecutorService deadlines;
    private final InetSocketAddress source;
    private final byte[] buffer = new byte[LARGEST];
    private final BlockingQueue<byte[]> outgoing = new ArrayBlockingQueue<>(LONGEST_QUEUE);
    private final AtomicBoolean writing = new AtomicBoolean();
    private int filled;
    private int searched;
    private long begun;

    TcpConnection(
            Socket socket, Reception reception, Traffic traffic, Duration idle, ScheduledExecutorService deadlines) {
        this.socket = socket;
        this.reception = reception;
        this.traffic = traffic;
        this.idle = idle;
        this.deadlines = deadlines;
        this.source = (InetSocketAddress) socket.getRemoteSocketAddress();
    }

    /** Serves until the peer closes the connection or is disconnected. */
    void serve() throws IOException {
        socket.setTcpNoDelay(true);
        InputStream in = socket.getInputStream();
        while (true) {
            long allowed = filled > PONG.length
                    ? WHOLE_MESSAGE.toMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)
                    : idle.toMillis();
            if (allowed <= 0 || filled == buffer.length) {
                traffic.dropped(TCP, allowed <= 0 ? "too_slow" : "too_large");
                refuse(filled, allowed <= 0 ? Flaw.of(400, "Incomplete Message") : Flaw.of(513, "Message Too Large"));
                return;
            }
            int read = read(in, (int) allowed);
            if (read < 0) {
                return;
            }
            if (filled <= PONG.length) {
                begun = System.nanoTime();
            }
            filled += read;
            if (!answerAll()) {
                return;
            }
        }
    }

    private int read(InputStream in, int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return in.read(buffer, filled, buffer.length - filled);
        } catch (SocketTimeoutException e) {
            traffic.dropped(TCP, filled > PONG.length ? "too_slow" : "idle");
            if (filled > PONG.length) {
                refuse(filled, Flaw.of(400, "Incomplete Message"));
            }
            return -1;
        }
    }

    /** Answers all complete messages; false if the connection must be closed. */
    @SuppressWarnings("ThreadPriorityCheck")
    private boolean answerAll() throws IOException {
        while (true) {
            if (!skipLineEnds()) {
                return true;
            }
            OptionalInt end = MessageHead.end(buffer, searched - 3, filled);
            searched = filled;
            if (end.isEmpty()) {
                return true;
            }
            Optional<MessageHead> head = MessageHead.read(buffer, end.getAsInt());
            OptionalInt body = head.map(MessageHead::bodyLength).orElseGet(OptionalInt::empty);
            if (head.isEmpty() || body.isEmpty() || end.getAsInt() + body.getAsInt() > buffer.length) {
                // The start of the next message is unknown.
                boolean tooLarge = body.isPresent() && head.isPresent();
                refuse(end.getAsInt(), tooLarge ? Flaw.of(513, "Message Too Large") : Flaw.of(400, "Bad Framing"));
                return false;
            }
            if (end.getAsInt() + body.getAsInt() > filled) {
                searched = end.getAsInt() - 1;
                return true;
            }
            byte[] content = Arrays.copyOfRange(buffer, end.getAsInt(), end.getAsInt() + body.getAsInt());
            Optional<Reply> reply = reception.take(head.get(), content, this);
            drop(end.getAsInt() + body.getAsInt());
            if (reply.isPresent()) {
                write(reply.get().bytes());
            }
            // A virtual thread that never blocks would keep the others from running.
            Thread.yield();
        }
    }

    /** Skips the line ends between messages and answers pings; false if more bytes are required. */
    private boolean skipLineEnds() throws IOException {
        while (filled >= 2 && buffer[0] == '\r' && buffer[1] == '\n') {
            if (filled == 2 || (filled == 3 && buffer[2] == '\r')) {
                return false;
            }
            if (buffer[2] == '\r' && buffer[3] == '\n') {
                drop(4);
                write(PONG);
            } else {
                drop(2);
            }
        }
        return filled > 0;
    }

    private void drop(int bytes) {
        System.arraycopy(buffer, bytes, buffer, 0, filled - bytes);
        filled -= bytes;
        searched = 0;
        begun = System.nanoTime();
    }

    /** Sends the last response of a connection. */
    private void refuse(int length, Flaw flaw) throws IOException {
        Optional<Reply> refusal = reception.refuse(buffer, length, flaw, source, TCP);
        if (refusal.isPresent()) {
            write(refusal.get().bytes());
            socket.shutdownOutput();
            drain();
        }
    }

    /**
     * Reads for a short time before the close: closing with unread input resets the connection and discards the
     * response.
     */
    private void drain() throws IOException {
        long end = System.nanoTime() + DRAIN.toNanos();
        socket.setSoTimeout((int) DRAIN.toMillis());
        try {
            for (int left = LARGEST; left > 0 && System.nanoTime() < end; ) {
                int read = socket.getInputStream().read(buffer);
                if (read < 0) {
                    return;
                }
                left -= read;
            }
        } catch (SocketTimeoutException e) {
            // The peer has read the response or ignores it.
        }
    }

    @Override
    public String transport() {
        return "TCP";
    }

    @Override
    public InetSocketAddress remote() {
        return source;
    }

    @Override
    public InetSocketAddress local() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Override
    public boolean isOpen() {
        return !socket.isClosed();
    }

    @Override
    public Flow toPort(int port) {
        return this;
    }

    /** Queues the message. A peer that does not read what it gets is disconnected. */
    @Override
    public boolean send(byte[] message) {
        if (socket.isClosed() || !outgoing.offer(message)) {
            traffic.dropped(TCP, "too_slow");
            return false;
        }
        if (writing.compareAndSet(false, true)) {
            Thread.ofVirtual().name("registrar-tcp-writer").start(this::writeQueued);
        }
        return true;
    }

    private void writeQueued() {
        try {
            do {
                for (byte[] next = outgoing.poll(); next != null; next = outgoing.poll()) {
                    write(next);
                }
                writing.set(false);
            } while (!outgoing.isEmpty() && writing.compareAndSet(false, true));
        } catch (IOException | RejectedExecutionException e) {
            traffic.dropped(TCP, "network");
            outgoing.clear();
        }
    }

    private synchronized void write(byte[] bytes) throws IOException {
        Future<?> deadline = deadlines.schedule(
                () -> {
                    socket.close();
                    return null;
                },
                WRITE.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            socket.getOutputStream().write(bytes);
        } finally {
            deadline.cancel(false);
        }
    }
}
