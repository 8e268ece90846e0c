package dev.firstring.http.connections;

import dev.firstring.http.ClientAddress;
import dev.firstring.http.connections.Connection.Fault;
import dev.firstring.http.connections.Connection.Times;
import dev.firstring.http.request.ClientAddresses;
import dev.firstring.platform.WireWord;
import dev.firstring.platform.jobs.RepeatedWork;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of this node: counts them by address, and closes those that exceed a time limit. Tomcat's own
 * timeouts apply to each read and write, so a client that sends a byte now and then could keep a connection forever.
 * Thread-safe.
 */
final class HttpConnections {

    private static final Logger LOG = LoggerFactory.getLogger(HttpConnections.class);

    /** Longer than the lifetime of any event stream. */
    private static final Duration STREAM = Duration.ofMinutes(15);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration TOLD_EVERY = Duration.ofMinutes(1);

    private final ConnectionSettings settings;
    private final ClientAddresses addresses;
    private final @Nullable MeterRegistry meters;
    private final LongSupplier nanos;
    private final Times times;
    private final RepeatedWork sweep;
    private final Map<SocketChannel, Connection> open = new ConcurrentHashMap<>();
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private volatile @Nullable Long toldAt;

    HttpConnections(
            ConnectionSettings settings,
            ClientAddresses addresses,
            @Nullable MeterRegistry meters,
            LongSupplier nanos) {
        this.settings = settings;
        this.addresses = addresses;
        this.meters = meters;
        this.nanos = nanos;
        this.times = new Times(
                settings.head().toNanos(),
                settings.exchange().toNanos(),
                settings.keepAlive().toNanos(),
                STREAM.toNanos());
        Duration quarter = settings.head().dividedBy(4);
        this.sweep = new RepeatedWork(
                "connections", quarter.compareTo(LONGEST_PAUSE) < 0 ? quarter : LONGEST_PAUSE, goOn -> endSlow());
    }

    void start() {
        sweep.start();
    }

    void stop() {
        sweep.stop();
    }

    /** Registers a new connection; returns false if its address has reached the limit. */
    boolean admit(SocketChannel channel) {
        InetAddress address;
        try {
            if (!(channel.getRemoteAddress() instanceof InetSocketAddress remote)) {
                return true;
            }
            address = remote.getAddress();
        } catch (IOException e) {
            LOG.debug("a connection was closed before it was accepted", e);
            return false;
        }
        String key = new ClientAddress(address).limitKey();
        int most = addresses.isTrusted(address) ? Integer.MAX_VALUE : settings.perAddress();
        int count = counts.merge(key, 1, Integer::sum);
        if (count > most) {
            release(key);
            refused(key);
            return false;
        }
        open.put(channel, new Connection(channel, key, nanos.getAsLong()));
        return true;
    }

    /** The state of a connection; empty if it has ended. */
    Optional<Connection> find(@Nullable SocketChannel channel) {
        return channel == null ? Optional.empty() : Optional.ofNullable(open.get(channel));
    }

    /** Removes a connection that has ended. Idempotent. */
    void ended(SocketChannel channel) {
        Connection gone = open.remove(channel);
        if (gone != null) {
            release(gone.address());
        }
    }

    long moment() {
        return nanos.getAsLong();
    }

    /** Closes every connection that exceeds a time limit. */
    void endSlow() {
        long now = moment();
        open.forEach((channel, connection) -> {
            if (!channel.isOpen()) {
                ended(channel);
            } else {
                connection.fault(now, times).ifPresent(fault -> end(connection, fault));
            }
        });
    }

    private void end(Connection connection, Fault fault) {
        count("firstring.http.connections.ended", WireWord.of(fault));
        try {
            connection.end();
        } catch (IOException e) {
            LOG.debug("a slow connection was already closed", e);
        }
    }

    private void release(String address) {
        counts.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }

    private void refused(String address) {
        count("firstring.http.connections.refused", "address");
        Long told = toldAt;
        long now = moment();
        if (told == null || now - told > TOLD_EVERY.toNanos()) {
            toldAt = now;
            LOG.warn(
                    "{} has {} connections, further ones are refused; a reverse proxy belongs into"
                            + " firstring.http.trusted-proxies",
                    address,
                    settings.perAddress());
        }
    }

    private void count(String name, String reason) {
        if (meters != null) {
            meters.counter(name, "reason", reason).increment();
        }
    }
}
