package dev.firstring.registrar;

import dev.firstring.registrar.account.AccountLookups;
import dev.firstring.registrar.contact.Bindings;
import dev.firstring.registrar.digest.FailureAllowance;
import dev.firstring.registrar.digest.NonceUses;
import dev.firstring.registrar.digest.Nonces;
import dev.firstring.registrar.flow.Flow;
import dev.firstring.registrar.message.Answers;
import dev.firstring.registrar.report.Reports;
import dev.firstring.registrar.request.RegisterRequests;
import dev.firstring.registrar.request.Requests;
import dev.firstring.registrar.request.ServedNames;
import dev.firstring.registrar.request.SignIn;
import dev.firstring.registrar.settings.CallSettings;
import dev.firstring.registrar.settings.RegistrarLimits;
import dev.firstring.registrar.settings.RegistrarSettings;
import dev.firstring.registrar.transport.Reception;
import dev.firstring.registrar.transport.TcpListener;
import dev.firstring.registrar.transport.UdpListener;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A registrar and proxy over UDP and TCP (RFC 3261, sections 10 and 16): phones register, and call each other and the
 * echo. Contacts and calls are in memory and are lost when it stops. Thread-safe.
 */
public final class Registrar {

    private static final int KEY_BYTES = 32;
    private static final int REMEMBERED_NONCES = 20_000;
    private static final int REMEMBERED_ADDRESSES = 20_000;
    private static final Duration NONCE_LIFE = Duration.ofMinutes(5);
    private static final Duration LOOKUP = Duration.ofSeconds(2);

    private final RegistrarSettings settings;
    private final CallSettings callSettings;
    private final RegistrarPorts ports;
    private final Clock clock;
    private final SecureRandom random;
    private final Bindings bindings;
    private final AccountLookups accounts;
    private volatile @Nullable Running running;

    public Registrar(
            RegistrarSettings settings, CallSettings calls, RegistrarPorts ports, Clock clock, SecureRandom random) {
        this.settings = settings;
        this.callSettings = calls;
        this.ports = ports;
        this.clock = clock;
        this.random = random;
        this.accounts = new AccountLookups(
                ports.accounts(), ports.calls(), settings.limits().lookups(), LOOKUP);
        this.bindings = new Bindings(
                clock, settings.limits().contactsPerAccount(), settings.limits().contacts());
    }

    /**
     * Takes ownership of bound sockets and serves until {@link #stop()}.
     *
     * @throws IllegalStateException if it is already running
     */
    public synchronized void start(DatagramSocket udp, ServerSocket tcp) {
        if (running != null) {
            throw new IllegalStateException("the registrar runs already");
        }
        InetSocketAddress address = (InetSocketAddress) tcp.getLocalSocketAddress();
        Reports reports = new Reports(ports.sightings(), ports.answered(), clock);
        AtomicReference<@Nullable Flow> gateway = new AtomicReference<>();
        Answers answers = new Answers(clock, key());
        ServedNames names = new ServedNames(settings.domain(), address.getAddress());
        SignIn signIn = signIn(names);
        CallParts calls = CallParts.make(
                settings,
                callSettings,
                names,
                signIn,
                accounts,
                new CallParts.Common(answers, bindings, reports, ports.traffic(), clock, random),
                gateway::get);
        RegisterRequests registers = new RegisterRequests(answers, names, signIn, bindings, reports, settings, clock);
        Reception reception =
                new Reception(new Requests(answers, names, registers), calls.requests(), answers, ports.traffic());
        UdpListener datagrams = new UdpListener(udp, reception, ports.traffic(), clock);
        if (callSettings.gateway() != null) {
            gateway.set(datagrams.flow(callSettings.gateway()));
        }
        TcpListener connections = new TcpListener(tcp, reception, ports.traffic(), settings.limits(), ports.sources());
        running = new Running(address, clock.instant(), List.of(datagrams, connections, reports, calls), calls);
        bindings.whenRemoved(calls.requests()::removed);
        calls.start();
        datagrams.start();
        connections.start();
    }

    /** Closes the sockets and removes all contacts. */
    public synchronized void stop() {
        Running stopped = running;
        running = null;
        if (stopped != null) {
            stopped.parts().forEach(Registrar::close);
            bindings.clear();
            bindings.whenRemoved((aor, removed) -> {});
        }
    }

    /** The address that it listens on; empty if it is not running. */
    public Optional<InetSocketAddress> address() {
        return Optional.ofNullable(running).map(Running::address);
    }

    /** The start time; empty if it is not running. */
    public Optional<Instant> started() {
        return Optional.ofNullable(running).map(Running::since);
    }

    /** The number of calls that were set up through here and not ended, echo calls included. */
    public int calls() {
        Running now = running;
        return now == null ? 0 : now.calls().live();
    }

    /** The number of transactions in memory. */
    public int transactions() {
        Running now = running;
        return now == null ? 0 : now.calls().transactions();
    }

    /** The contacts of registered phones. */
    public Bindings bindings() {
        return bindings;
    }

    private SignIn signIn(ServedNames names) {
        RegistrarLimits limits = settings.limits();
        return new SignIn(
                settings.realm(),
                names,
                settings.algorithms(),
                new Nonces(clock, random, NONCE_LIFE, key()),
                new NonceUses(REMEMBERED_NONCES),
                new FailureAllowance(clock, limits.failuresPerMinute(), REMEMBERED_ADDRESSES, ports.sources()),
                accounts);
    }

    private byte[] key() {
        byte[] drawn = new byte[KEY_BYTES];
        random.nextBytes(drawn);
        return drawn;
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new IllegalStateException("a part of the registrar cannot be closed", e);
        }
    }

    private record Running(InetSocketAddress address, Instant since, List<AutoCloseable> parts, CallParts calls) {}
}
