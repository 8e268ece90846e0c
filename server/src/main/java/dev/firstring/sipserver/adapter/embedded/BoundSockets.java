package dev.firstring.sipserver.adapter.embedded;

import dev.firstring.platform.configuration.StartFailure;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** One socket for each transport, on the same port. */
record BoundSockets(DatagramSocket udp, ServerSocket tcp) {

    private static final int BACKLOG = 128;
    private static final int TRIES = 20;
    private static final String HOST = "firstring.sip-server.embedded.host";

    /**
     * Binds both sockets.
     *
     * @param port 0 for a port that is free for both
     * @throws StartFailure if the address or the port is not available
     */
    static BoundSockets bind(String host, int port) {
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new StartFailure(HOST + "=" + host + ": is not an address of this machine", e);
        }
        for (int tried = 1; ; tried++) {
            try {
                return bind(address, port);
            } catch (IOException e) {
                if (port != 0 || tried == TRIES) {
                    throw refused(host, port, e);
                }
            }
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) tcp.getLocalSocketAddress();
    }

    private static BoundSockets bind(InetAddress address, int port) throws IOException {
        ServerSocket tcp = new ServerSocket(port, BACKLOG, address);
        try {
            return new BoundSockets(new DatagramSocket(new InetSocketAddress(address, tcp.getLocalPort())), tcp);
        } catch (IOException e) {
            tcp.close();
            throw e;
        }
    }

    private static StartFailure refused(String host, int port, IOException e) {
        boolean taken =
                e instanceof BindException && String.valueOf(e.getMessage()).contains("in use");
        return taken
                ? new StartFailure(
                        "firstring.sip-server.embedded.port=" + port
                                + ": another program listens there; choose another port with --sip-port, or stop that"
                                + " program",
                        e)
                : new StartFailure(
                        "firstring.sip-server.embedded: " + host + ":" + port
                                + " cannot be listened on; choose another port with --sip-port, or another " + HOST
                                + " (" + e.getMessage() + ")",
                        e);
    }
}
