package dev.firstring.registrar.flow;

import java.net.InetSocketAddress;

/**
 * The way on which a message came: the source address of a datagram, or a connection. Requests to a phone are sent on
 * the flow of its REGISTER (RFC 5626), never to an address that a message names. Implementations are thread-safe.
 */
public interface Flow {

    /** The transport in upper case, as in a Via header. */
    String transport();

    /** The address of the other end. */
    InetSocketAddress remote();

    /** The address of this end. */
    InetSocketAddress local();

    /** Whether messages can still be sent. */
    boolean isOpen();

    /** Sends a message without waiting for the other end; false if that is not possible. */
    boolean send(byte[] message);

    /** Whether lost messages must be repeated by their sender. */
    default boolean isUnreliable() {
        return transport().equals("UDP");
    }

    /** The same address with another port, for a response to a phone that does not support RFC 3581. */
    Flow toPort(int port);

    /** Whether both have the same ends. */
    default boolean isSame(Flow other) {
        return transport().equals(other.transport()) && remote().equals(other.remote());
    }
}
