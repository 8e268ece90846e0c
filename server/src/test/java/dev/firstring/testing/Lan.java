package dev.firstring.testing;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Optional;

/** This machine as other machines of its network see it. */
public final class Lan {

    private Lan() {}

    /** An IPv4 address of this machine that is not loopback; the test is skipped where there is none. */
    public static String ownAddress() {
        try {
            Optional<Inet4Address> own = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                    .filter(Inet4Address.class::isInstance)
                    .map(Inet4Address.class::cast)
                    .findFirst();
            assumeThat(own).isPresent();
            return own.orElseThrow().getHostAddress();
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }
}
