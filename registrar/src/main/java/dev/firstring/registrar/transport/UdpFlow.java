package dev.firstring.registrar.transport;

import dev.firstring.registrar.flow.Flow;
import java.net.InetSocketAddress;

/** The way to an address over UDP. */
record UdpFlow(UdpListener listener, InetSocketAddress remote) implements Flow {

    @Override
    public String transport() {
        return "UDP";
    }

    @Override
    public InetSocketAddress local() {
        return listener.local(remote);
    }

    @Override
    public boolean isOpen() {
        return listener.isOpen();
    }

    @Override
    public boolean send(byte[] message) {
        return listener.send(message, remote);
    }

    @Override
    public Flow toPort(int port) {
        return new UdpFlow(listener, new InetSocketAddress(remote.getAddress(), port));
    }
}
