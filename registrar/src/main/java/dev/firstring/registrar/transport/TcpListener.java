package dev.firstring.registrar.transport;

import dev.firstring.registrar.settings.RegistrarLimits;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Accepts connections, limited in total and per address, each on a virtual thread. */
public final class TcpListener implements AutoCloseable {

    private static final String TCP = "tcp";
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ServerSocket server;
    private final Reception reception;
    private final Traffic traffic;
    private final RegistrarLimits limits;
    private final ConnectionSlots slots;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("registrar-tcp-deadlines").factory());

    /** Takes ownership of a bound socket. */
    public TcpListener(
            ServerSocket server,
            Reception reception,
            Traffic traffic,
            RegistrarLimits limits,
            Function<InetAddress, String> sources) {
        this.server = server;
        this.reception = reception;
        this.traffic = traffic;
        this.limits = limits;
        this.slots = new ConnectionSlots(limits.connections(), limits.connectionsPerAddress(), sources);
        deadlines.setRemoveOnCancelPolicy(true);
    }

    /** Starts accepting connections. */
    public void start() {
        Thread.ofPlatform().daemon().name("registrar-tcp").start(this::accept);
    }

    /** Stops accepting and closes all connections. */
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
                    traffic.dropped(TCP, "connections");
                    quietly(socket);
                }
            } catch (IOException e) {
                if (!server.isClosed()) {
                    traffic.dropped(TCP, "network");
                    // For example, the process has no file descriptor left: an immediate retry would only burn CPU
                    // time.
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
        }
    }

    private void serve(Socket socket) {
        open.add(socket);
        try (socket) {
            if (!server.isClosed()) {
                new TcpConnection(socket, reception, traffic, limits.idle(), deadlines).serve();
            }
        } catch (IOException e) {
            traffic.dropped(TCP, "network");
        } finally {
            open.remove(socket);
            slots.release(socket.getInetAddress());
        }
    }

    private void quietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            traffic.dropped(TCP, "network");
        }
    }
}
