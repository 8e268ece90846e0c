package dev.firstring.http.connections;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/**
 * How far one connection is. It waits for a request, reads the head of one, or is in an exchange; Tomcat tells each change.
 * Times are nanoseconds of one clock. Thread-safe: one thread at a time tells, another one looks.
 */
final class Connection {

    /** Why a connection is ended. */
    enum Fault {
        HEAD,
        EXCHANGE,
        IDLE
    }

    /** The times that a connection is held to, in nanoseconds. */
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

    /** A thread begins to work on the connection: bytes came, or a stream goes on. */
    synchronized void entered(long now) {
        if (!streaming) {
            exchangeSince = now;
        }
    }

    /** The head of a request is whole; there may be several in one piece of work. */
    synchronized void requested(long now) {
        exchangeSince = now;
        answered = true;
    }

    /**
     * The thread has left the connection, which stays open.
     *
     * @param pending whether a request is there in part, or a stream goes on
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

    /** What the connection has taken too long for. */
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
     * Ends it at the operating system, so that whoever reads or writes wakes up and cleans up: the threads of Tomcat own
     * everything above.
     */
    void end() throws IOException {
        channel.shutdownInput();
        channel.shutdownOutput();
    }
}
