package dev.firstring.http.connections;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/**
 * The state of one connection: waiting for a request, reading a request head, or in an exchange. Tomcat reports each
 * change. Times are nanoseconds of one clock. Thread-safe: one thread at a time reports, another one reads.
 */
final class Connection {

    /** The reason for which a connection is closed. */
    enum Fault {
        HEAD,
        EXCHANGE,
        IDLE
    }

    /** The time limits of a connection in nanoseconds. */
    record Times(long head, long exchange, long keepAlive, long stream) {}

    private static final long NEVER = Long.MIN_VALUE;

    private final SocketChannel channel;
    private final String address;
    private long waitingSince;
    private long headSince = NEVER;
    private long exchangeSince = NEVER;
    private boolean answered;
    private boolean streaming;

    Connection(SocketChannel channel, String address, long now) {
        this.channel = channel;
        this.address = address;
        this.waitingSince = now;
    }

    String address() {
        return address;
    }

    /** A thread starts processing the connection: data has arrived, or a stream continues. */
    synchronized void entered(long now) {
        if (!streaming) {
            exchangeSince = now;
        }
    }

    /** The head of a request is complete. One period of processing may contain several requests. */
    synchronized void requested(long now) {
        exchangeSince = now;
        answered = true;
    }

    /**
     * The thread has stopped processing the connection, which stays open.
     *
     * @param pending whether a partial request was read, or a stream continues
     * @param stream whether it is a stream
     */
    synchronized void left(long now, boolean pending, boolean stream) {
        if (stream) {
            streaming = true;
            return;
        }
        if (answered) {
            waitingSince = now;
            headSince = NEVER;
        }
        if (pending && headSince == NEVER) {
            headSince = answered ? now : exchangeSince;
        }
        answered = false;
        streaming = false;
        exchangeSince = NEVER;
    }

    /** The time limit that the connection exceeds; empty if none. */
    synchronized Optional<Fault> fault(long now, Times times) {
        if (exchangeSince != NEVER) {
            long most = streaming ? times.stream() : times.exchange();
            return now - exchangeSince > most ? Optional.of(Fault.EXCHANGE) : Optional.empty();
        }
        if (headSince != NEVER) {
            return now - headSince > times.head() ? Optional.of(Fault.HEAD) : Optional.empty();
        }
        return now - waitingSince > times.keepAlive() ? Optional.of(Fault.IDLE) : Optional.empty();
    }

    /**
     * Shuts the socket down at the operating system, so that the thread that reads or writes wakes up and cleans up:
     * Tomcat's threads own all other state.
     */
    void end() throws IOException {
        channel.shutdownInput();
        channel.shutdownOutput();
    }
}
