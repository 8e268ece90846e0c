package dev.firstring.sipserver.adapter.flexisip.cli;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The sockets of the processes of one installation. Flexisip listens with a backlog of 1, so at most two connections to
 * a socket are open at the same time, and a connection that is refused because the backlog is full is retried.
 * Thread-safe.
 */
final class NodeSocket {

    private static final int MOST_AT_ONCE = 2;
    private static final long PAUSE_NANOS = Duration.ofMillis(15).toNanos();

    private final Map<Path, Semaphore> places = new ConcurrentHashMap<>();

    /**
     * Sends a command and returns the response, after waiting for a free connection.
     *
     * @param limit the timeout including all waiting
     * @throws SocketTimeoutException if there is no complete response in time
     * @throws IOException if no process accepts the command
     */
    String say(Path socket, String command, Duration limit, int longestAnswer) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        Semaphore place = places.computeIfAbsent(socket, path -> new Semaphore(MOST_AT_ONCE, true));
        if (!await(place, end)) {
            throw new SocketTimeoutException("no answer to those who asked before within " + limit);
        }
        try {
            return sayPatiently(socket, command, end, limit, longestAnswer);
        } finally {
            place.release();
            if (!Files.exists(socket)) {
                places.remove(socket);
            }
        }
    }

    private static String sayPatiently(Path socket, String command, long end, Duration limit, int longestAnswer)
            throws IOException {
        while (true) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new SocketTimeoutException("no connection within " + limit + ": it takes none");
            }
            try {
                return CliSocket.say(socket, command, Duration.ofNanos(left), longestAnswer);
            } catch (SocketException e) {
                if (!isBusy(e)) {
                    throw e;
                }
                LockSupport.parkNanos(Math.min(PAUSE_NANOS, left));
            }
        }
    }

    /** Whether it is EAGAIN: the backlog is full. */
    private static boolean isBusy(SocketException e) {
        return String.valueOf(e.getMessage()).contains("temporarily unavailable");
    }

    private static boolean await(Semaphore place, long end) throws IOException {
        try {
            return place.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while it waited for its turn", e);
        }
    }
}
