package dev.firstring.platform.database.embedded;

import dev.firstring.platform.configuration.ConfigurationMistakes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the port of the embedded server. */
final class Ports {

    private static final Logger LOG = LoggerFactory.getLogger(Ports.class);

    private Ports() {}

    /**
     * Returns the configured port, else the last one if it is free, else any free port; 0 means absent.
     *
     * @throws ConfigurationMistakes if the configured port is in use
     */
    static int choose(int wished, int last) throws IOException {
        if (wished != 0) {
            if (!isFree(wished)) {
                throw new ConfigurationMistakes(ConfigurationMistakes.line(
                        "firstring.database.port", wished, "another program listens there; choose a free port"));
            }
            return wished;
        }
        if (last != 0 && isFree(last)) {
            return last;
        }
        int free = free();
        if (last != 0) {
            LOG.warn(
                    "port {} is taken by another program: the embedded database listens on {} from now on, tell"
                            + " SIP servers that read it; firstring.database.port fixes the port",
                    last,
                    free);
        }
        return free;
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

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
