package dev.firstring.testing;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers that a test starts and stops. They lie outside the range from which the system gives ports to clients, so
 * that nobody else gets one between the moment when it is found free and the moment when the server binds it, or after the
 * server has stopped. Thread-safe.
 */
public final class Ports {

    private static final int FIRST = 10_000;
    private static final int COUNT = 20_000;

    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private Ports() {}

    /** A port of the loopback interface that is free for TCP and UDP; no second caller in this JVM gets it. */
    public static int free() {
        for (int tried = 0; tried < COUNT; tried++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port from " + FIRST + " on is free for TCP and UDP");
    }

    private static boolean isFree(int port) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket tcp = new ServerSocket(port, 1, loopback);
                DatagramSocket udp = new DatagramSocket(null)) {
            udp.bind(new InetSocketAddress(loopback, port));
            return tcp.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
