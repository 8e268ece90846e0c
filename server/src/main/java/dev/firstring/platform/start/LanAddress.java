package dev.firstring.platform.start;

import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.Optional;

/** Finds the address by which the machines of the local network reach this one. */
final class LanAddress {

    /** Of a block for documentation (RFC 5737). Nothing is sent there: it selects the default route. */
    private static final InetSocketAddress SOMEWHERE = new InetSocketAddress("203.0.113.1", 9);

    private LanAddress() {}

    /** The address of the default route, or else any IPv4 address, private ones first; empty if there is none. */
    static Optional<InetAddress> find() {
        return ofDefaultRoute().or(LanAddress::ofAnyInterface);
    }

    private static Optional<InetAddress> ofDefaultRoute() {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(SOMEWHERE);
            return Optional.of(socket.getLocalAddress()).filter(LanAddress::isOfNetwork);
        } catch (SocketException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static Optional<InetAddress> ofAnyInterface() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(LanAddress::isOfNetwork)
                    .max(Comparator.comparing(InetAddress::isSiteLocalAddress));
        } catch (SocketException e) {
            return Optional.empty();
        }
    }

    private static boolean isOfNetwork(InetAddress address) {
        return address instanceof Inet4Address
                && !address.isAnyLocalAddress()
                && !address.isLoopbackAddress()
                && !address.isLinkLocalAddress();
    }
}
