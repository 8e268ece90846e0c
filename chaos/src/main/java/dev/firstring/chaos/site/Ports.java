package dev.firstring.chaos.site;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Random;

/** Finds free ports below the ephemeral range of the system, from which a port could be taken during a restart. */
public final class Ports {

    private static final int LOWEST = 21_000;
    private static final int COUNT = 1_000;

    private int next;

    public Ports(Random random) {
        this.next = random.nextInt(COUNT);
    }

    public synchronized int next() throws IOException {
        for (int tried = 0; tried < COUNT; tried++) {
            int port = LOWEST + next;
            next = (next + 1) % COUNT;
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("no port from " + LOWEST + " to " + (LOWEST + COUNT - 1) + " is free");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
