package dev.firstring.peers.phone;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a phone sends its REGISTER.
 *
 * @param authority the certificate (PEM) that a TLS phone trusts; none for the other transports
 */
public record SipTarget(Transport transport, String host, int port, Optional<Path> authority) {

    /** A target without TLS. */
    public SipTarget(Transport transport, String host, int port) {
        this(transport, host, port, Optional.empty());
    }

    String hostAndPort() {
        return host + ":" + port;
    }

    String uri() {
        return "sip:" + hostAndPort() + ";transport=" + transport.parameter();
    }
}
