package dev.firstring.platform.database.embedded;

import dev.firstring.platform.Ids;
import dev.firstring.platform.Secret;
import dev.firstring.platform.configuration.ConfigurationMistakes;
import dev.firstring.platform.configuration.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded database server of a data directory: one service at a time, on 127.0.0.1 only, every login with a
 * password, durable commits (fsync). If the server ends unexpectedly, it is restarted on the same port. Closing stops
 * it and keeps the data. Thread-safe.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private final DataDirectory data;
    private final DataDirectoryLock lock;
    private final EmbeddedLogins logins;
    private final Watchdog watchdog;
    private RunningService running;
    private boolean closed;

    private EmbeddedPostgres(DataDirectory data, DataDirectoryLock lock, EmbeddedLogins logins, Watchdog watchdog) {
        this.data = data;
        this.lock = lock;
        this.logins = logins;
        this.watchdog = watchdog;
        this.running = new RunningService(ProcessHandle.current().pid(), null, logins.port());
    }

    /**
     * The options of the server.
     *
     * @param data the node's data directory
     * @param binaries the directory for the unpacked PostgreSQL programs; null for one in the data directory
     * @param port the port to listen on; 0 for a free one that is kept from then on
     * @param sipReaderPassword the SIP reader's password; null to generate one
     */
    public record Wish(
            Path data,
            @Nullable Path binaries,
            int port,
            @Nullable Secret sipReaderPassword) {}

    /**
     * Starts the server; empty if another process holds the data directory.
     *
     * @throws StartFailure if the server cannot run on this machine or with these options
     * @throws IOException if files or programs fail
     */
    public static Optional<EmbeddedPostgres> start(Wish wish, Ids ids) throws IOException {
        DataDirectory data = DataDirectory.at(wish.data());
        Optional<DataDirectoryLock> lock = DataDirectoryLock.take(data);
        if (lock.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(start(data, wish, ids, lock.get()));
        } catch (IOException | RuntimeException e) {
            lock.get().close();
            throw e;
        }
    }

    private static EmbeddedPostgres start(DataDirectory data, Wish wish, Ids ids, DataDirectoryLock lock)
            throws IOException {
        Path place = wish.binaries() == null ? data.binaries() : wish.binaries();
        PostgresPrograms programs = new PostgresPrograms(PostgresBinaries.unpack(place));
        if (Postmaster.isLeftBehind(data)) {
            LOG.info("stopping the PostgreSQL server that a killed service left behind");
            Postmaster.stop(data, programs);
        }
        EmbeddedLogins kept = logins(data, ids);
        Cluster.prepare(data, programs, kept.superuser());
        EmbeddedLogins logins = wishedFor(kept, wish);
        if (!logins.equals(kept)) {
            logins.write(data);
        }
        Watchdog watchdog = Watchdog.start(data, programs, logins.port());
        try {
            Roles.prepare(logins);
            if (wish.sipReaderPassword() != null) {
                Roles.changeSipReaderPassword(logins);
            }
            EmbeddedPostgres server = new EmbeddedPostgres(data, lock, logins, watchdog);
            server.running.write(data);
            return server;
        } catch (SQLException e) {
            watchdog.close();
            throw new IOException("the embedded database refuses its superuser: " + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            watchdog.close();
            throw e;
        }
    }

    private static EmbeddedLogins logins(DataDirectory data, Ids ids) throws IOException {
        if (Files.exists(data.logins())) {
            return EmbeddedLogins.read(data);
        }
        if (Files.exists(data.cluster())) {
            throw new StartFailure(data.logins() + " is missing, and with it the passwords of the database in "
                    + data.cluster() + ": restore the file from a backup");
        }
        EmbeddedLogins drawn = EmbeddedLogins.draw(ids);
        drawn.write(data);
        return drawn;
    }

    private static EmbeddedLogins wishedFor(EmbeddedLogins kept, Wish wish) throws IOException {
        EmbeddedLogins logins = wish.sipReaderPassword() == null ? kept : kept.withSipReader(wish.sipReaderPassword());
        return logins.onPort(Ports.choose(wish.port(), logins.port()));
    }

    /** The runtime file of the service that uses the data directory; empty if there is none. */
    public static Optional<RunningService> running(Path data) throws IOException {
        return RunningService.read(DataDirectory.at(data));
    }

    /** The id of the process that holds the data directory. */
    public static String holder(Path data) throws IOException {
        return DataDirectoryLock.holder(DataDirectory.at(data));
    }

    /** The logins of a data directory's server that another process runs. */
    public static EmbeddedDatabase databaseOf(Path data, RunningService running) throws IOException {
        return EmbeddedDatabase.of(EmbeddedLogins.read(DataDirectory.at(data)).onPort(running.databasePort()));
    }

    /** The logins of this server. */
    public EmbeddedDatabase database() {
        return EmbeddedDatabase.of(logins);
    }

    /** Writes the HTTP port to the runtime file, where commands read it. */
    public synchronized void servesOn(int httpPort) throws IOException {
        running = running.serving(httpPort);
        running.write(data);
    }

    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (lock) {
            watchdog.close();
            Files.deleteIfExists(data.runtime());
        }
    }

    /** Chooses the port of the embedded server. */
    private static final class Ports {

        private static final Logger LOG = LoggerFactory.getLogger(Ports.class);

        private Ports() {}

        /**
         * Returns the configured port, else the last one if it is free, else any free port; 0 means absent.
         *
         * @throws ConfigurationMistakes if the configured port is in use
         */
        static int choose(int wished, int last) throws IOException {
            if (wished != 0) {
                if (!isFree(wished)) {
                    throw new ConfigurationMistakes(ConfigurationMistakes.line(
                            "firstring.database.port", wished, "another program listens there; choose a free port"));
                }
                return wished;
            }
            if (last != 0 && isFree(last)) {
                return last;
            }
            int free = free();
            if (last != 0) {
                LOG.warn(
                        "port {} is taken by another program: the embedded database listens on {} from now on, tell"
                                + " SIP servers that read it; firstring.database.port fixes the port",
                        last,
                        free);
            }
            return free;
        }

        private static boolean isFree(int port) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return true;
            } catch (IOException taken) {
                return false;
            }
        }

        private static int free() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }
    }
}
