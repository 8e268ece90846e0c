package dev.firstring.registrar.transport;

import dev.firstring.registrar.message.MessageHead;
import dev.firstring.registrar.message.RequestRules.Flaw;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One connection: messages one after the other, framed by their {@code Content-Length} (RFC 3261, section 18.3), and
 * between them the pings of RFC 5626. Whoever sends a message by drops, or does not read the answers, is cut off.
 */
final class TcpConnection {

    private static final String TCP = "tcp";
    private static final int LARGEST = 16 * 1024;
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

    /** Serves until the peer has gone or has to go. */
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

    /** Answers what is whole; false if the rest cannot be understood. */
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
                // Where the next message begins is not known.
                boolean tooLarge = body.isPresent() && head.isPresent();
                refuse(end.getAsInt(), tooLarge ? Flaw.of(513, "Message Too Large") : Flaw.of(400, "Bad Framing"));
                return false;
            }
            if (end.getAsInt() + body.getAsInt() > filled) {
                searched = end.getAsInt() - 1;
                return true;
            }
            Optional<Reply> reply = reception.take(head.get(), body.getAsInt(), source, TCP);
            drop(end.getAsInt() + body.getAsInt());
            if (reply.isPresent()) {
                write(reply.get().bytes());
            }
            // A virtual thread that always finds more to read would keep the others from the processor.
            Thread.yield();
        }
    }

    /** Skips what is between messages and answers pings; false if more must be read first. */
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

    /** The last answer of a connection. */
    private void refuse(int length, Flaw flaw) throws IOException {
        Optional<Reply> refusal = reception.refuse(buffer, length, flaw, source, TCP);
        if (refusal.isPresent()) {
            write(refusal.get().bytes());
            socket.shutdownOutput();
            drain();
        }
    }

    /** Reads on for a moment, as a close with something unread takes the answer away from the peer. */
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
            // The peer has read the answer or does not care.
        }
    }

    private void write(byte[] bytes) throws IOException {
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
