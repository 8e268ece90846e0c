package dev.firstring.sipserver.adapter.embedded;

import dev.firstring.platform.configuration.ReadyLine;
import dev.firstring.platform.configuration.StartFailure;
import dev.firstring.sip.DigestHash;
import dev.firstring.sip.SipProxy;
import dev.firstring.sip.settings.InsideServer;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.adapter.embedded.settings.EmbeddedSettings;
import dev.firstring.sipserver.embedded.contact.Bindings;
import dev.firstring.sipserver.embedded.digest.DigestAlgorithm;
import dev.firstring.sipserver.embedded.request.Sightings;
import dev.firstring.sipserver.embedded.transport.Reception;
import dev.firstring.sipserver.embedded.transport.TcpListener;
import dev.firstring.sipserver.embedded.transport.UdpListener;
import dev.firstring.sipserver.registration.RegistrationTracking;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The registrar inside the process: REGISTER and OPTIONS over UDP and TCP (RFC 3261, section 10). It starts with the
 * service if a port is configured. Contacts are in memory and end with it; a service of several nodes needs a SIP server
 * that they share. Thread-safe.
 */
public final class EmbeddedRegistrar implements SmartLifecycle, ReadyLine, InsideServer {

    /** The id of this server. */
    public static final ServerId ID = new ServerId("embedded");

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRegistrar.class);

    private final RegistrarParts parts;
    private final RegistrationTracking tracking;
    private final SecureRandom random;
    private volatile @Nullable Running running;

    EmbeddedRegistrar(RegistrarParts parts, RegistrationTracking tracking, SecureRandom random) {
        this.parts = parts;
        this.tracking = tracking;
        this.random = random;
    }

    /**
     * Binds the sockets and serves.
     *
     * @throws StartFailure if the address or the port cannot be had
     */
    @Override
    public synchronized void start() {
        EmbeddedSettings settings = parts.settings();
        if (running != null || settings.port() == null) {
            return;
        }
        if (!parts.sip().md5() && !settings.algorithms().contains(DigestAlgorithm.SHA_256)) {
            throw new StartFailure("firstring.sip-server.embedded.algorithms=md5: there are no MD5 hashes with"
                    + " firstring.sip.md5=false; set it to sha-256");
        }
        BoundSockets sockets = BoundSockets.bind(settings.host(), settings.port());
        Sightings sightings = new Sightings(tracking, ID);
        Reception reception = parts.reception(sockets.address().getAddress(), sightings, random);
        UdpListener udp = new UdpListener(sockets.udp(), reception, parts.metrics(), parts.clock());
        TcpListener tcp = new TcpListener(sockets.tcp(), reception, parts.metrics(), parts.limits());
        running = new Running(sockets.address(), parts.clock().instant(), List.of(udp, tcp, sightings));
        udp.start();
        tcp.start();
        LOG.info(
                "The embedded registrar listens on {}:{}, UDP and TCP",
                settings.host(),
                sockets.address().getPort());
    }

    @Override
    public synchronized void stop() {
        Running stopped = running;
        running = null;
        if (stopped != null) {
            stopped.parts().forEach(EmbeddedRegistrar::close);
            parts.bindings().clear();
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    /** Where it listens; empty while it does not. */
    public Optional<InetSocketAddress> address() {
        return Optional.ofNullable(running).map(Running::address);
    }

    @Override
    public Optional<String> readyLine() {
        return address()
                .map(address -> "SIP phones register at " + parts.settings().host() + ":" + address.getPort()
                        + " (UDP, TCP) in the domain " + parts.sip().domain());
    }

    @Override
    public Optional<SipProxy> reachedAt() {
        return address()
                .filter(address -> !address.getAddress().isAnyLocalAddress())
                .map(address -> new SipProxy(host(address.getAddress()), address.getPort()));
    }

    @Override
    public Optional<DigestHash> strongestHash() {
        EmbeddedSettings settings = parts.settings();
        return settings.port() == null
                ? Optional.empty()
                : Optional.of(
                        settings.algorithms().contains(DigestAlgorithm.SHA_256) ? DigestHash.SHA_256 : DigestHash.MD5);
    }

    /** When it was started; empty while it does not run. */
    Optional<Instant> started() {
        return Optional.ofNullable(running).map(Running::since);
    }

    Bindings bindings() {
        return parts.bindings();
    }

    Instant now() {
        return parts.clock().instant();
    }

    private static String host(InetAddress address) {
        return address instanceof Inet6Address
                ? "[" + address.getHostAddress().replaceFirst("%.*", "") + "]"
                : address.getHostAddress();
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new IllegalStateException("a part of the registrar cannot be closed", e);
        }
    }

    private record Running(InetSocketAddress address, Instant since, List<AutoCloseable> parts) {}
}
