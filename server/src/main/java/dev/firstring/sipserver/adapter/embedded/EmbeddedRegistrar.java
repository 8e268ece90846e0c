package dev.firstring.sipserver.adapter.embedded;

import dev.firstring.platform.configuration.ReadyLine;
import dev.firstring.platform.configuration.StartFailure;
import dev.firstring.registrar.Registrar;
import dev.firstring.registrar.contact.Bindings;
import dev.firstring.registrar.digest.DigestAlgorithm;
import dev.firstring.sip.DigestHash;
import dev.firstring.sip.SipProxy;
import dev.firstring.sip.settings.InsideServer;
import dev.firstring.sip.settings.SipSettings;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.adapter.embedded.settings.EmbeddedSettings;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The embedded registrar, which starts with the service if a port is configured. Contacts are in memory and are lost
 * when it stops; a service of several nodes requires a SIP server that they share. Thread-safe.
 */
public final class EmbeddedRegistrar implements SmartLifecycle, ReadyLine, InsideServer {

    /** The id of this server. */
    public static final ServerId ID = new ServerId("embedded");

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRegistrar.class);

    private final Registrar registrar;
    private final EmbeddedSettings settings;
    private final SipSettings sip;
    private final Clock clock;

    EmbeddedRegistrar(Registrar registrar, EmbeddedSettings settings, SipSettings sip, Clock clock) {
        this.registrar = registrar;
        this.settings = settings;
        this.sip = sip;
        this.clock = clock;
    }

    /**
     * Binds the sockets and starts serving.
     *
     * @throws StartFailure if the address or the port is not available, or no hashes exist for the configured
     *     algorithms
     */
    @Override
    public synchronized void start() {
        if (isRunning() || settings.port() == null) {
            return;
        }
        if (!sip.md5() && !settings.algorithms().contains(DigestAlgorithm.SHA_256)) {
            throw new StartFailure("firstring.sip-server.embedded.algorithms=md5: there are no MD5 hashes with"
                    + " firstring.sip.md5=false; set it to sha-256");
        }
        BoundSockets sockets = BoundSockets.bind(settings.host(), settings.port());
        registrar.start(sockets.udp(), sockets.tcp());
        LOG.info(
                "The embedded registrar listens on {}:{}, UDP and TCP",
                settings.host(),
                sockets.address().getPort());
    }

    @Override
    public synchronized void stop() {
        registrar.stop();
    }

    @Override
    public boolean isRunning() {
        return registrar.started().isPresent();
    }

    /** The address that it listens on; empty if it is not running. */
    public Optional<InetSocketAddress> address() {
        return registrar.address();
    }

    @Override
    public Optional<String> readyLine() {
        return address()
                .map(address -> "SIP phones register at " + settings.host() + ":" + address.getPort()
                        + " (UDP, TCP) in the domain " + sip.domain());
    }

    @Override
    public Optional<SipProxy> reachedAt() {
        return address()
                .filter(address -> !address.getAddress().isAnyLocalAddress())
                .map(address -> new SipProxy(host(address.getAddress()), address.getPort()));
    }

    @Override
    public Optional<DigestHash> strongestHash() {
        return settings.port() == null
                ? Optional.empty()
                : Optional.of(
                        settings.algorithms().contains(DigestAlgorithm.SHA_256) ? DigestHash.SHA_256 : DigestHash.MD5);
    }

    /** The start time; empty if it is not running. */
    Optional<Instant> started() {
        return registrar.started();
    }

    Bindings bindings() {
        return registrar.bindings();
    }

    Instant now() {
        return clock.instant();
    }

    private static String host(InetAddress address) {
        return address instanceof Inet6Address
                ? "[" + address.getHostAddress().replaceFirst("%.*", "") + "]"
                : address.getHostAddress();
    }
}
