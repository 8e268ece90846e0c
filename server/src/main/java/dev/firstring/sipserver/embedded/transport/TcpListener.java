package dev.firstring.sipserver.embedded.transport;

import dev.firstring.sipserver.adapter.embedded.settings.EmbeddedLimits;
import java.io.Closeable;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.locks.LockSupport;

/** Takes connections, so many in all and from one address, each on a virtual thread. */
public final class TcpListener implements AutoCloseable {

    private static final String TCP = "tcp";
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ServerSocket server;
    private final Reception reception;
    private final TrafficMetrics metrics;
    private final EmbeddedLimits limits;
    private final ConnectionSlots slots;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("registrar-tcp-deadlines").factory());

    /** Takes over a bound socket. */
    public TcpListener(ServerSocket server, Reception reception, TrafficMetrics metrics, EmbeddedLimits limits) {
        this.server = server;
        this.reception = reception;
        this.metrics = metrics;
        this.limits = limits;
        this.slots = new ConnectionSlots(limits.connections(), limits.connectionsPerAddress());
        deadlines.setRemoveOnCancelPolicy(true);
    }

    /** Begins to take connections. */
    public void start() {
        Thread.ofPlatform().daemon().name("registrar-tcp").start(this::accept);
    }

    /** Ends the threads and all connections. */
    @Override
    public void close() {
        quietly(server);
        open.forEach(this::quietly);
        deadlines.shutdownNow();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                if (slots.take(socket.getInetAddress())) {
                    Thread.ofVirtual().name("registrar-tcp").start(() -> serve(socket));
                } else {
                    metrics.dropped(TCP, "connections");
                    quietly(socket);
                }
            } catch (IOException e) {
                if (!server.isClosed()) {
                    metrics.dropped(TCP, "network");
                    // As when the process has no file left to open: trying again at once would only burn time.
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
        }
    }

    private void serve(Socket socket) {
        open.add(socket);
        try (socket) {
            if (!server.isClosed()) {
                new TcpConnection(socket, reception, metrics, limits.idle(), deadlines).serve();
            }
        } catch (IOException e) {
            metrics.dropped(TCP, "network");
        } finally {
            open.remove(socket);
            slots.release(socket.getInetAddress());
        }
    }

    private void quietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            metrics.dropped(TCP, "network");
        }
    }
}
