package dev.firstring.platform.database;

import dev.firstring.platform.Ids;
import dev.firstring.platform.configuration.PlatformSettings;
import dev.firstring.platform.configuration.StartFailure;
import dev.firstring.platform.database.embedded.EmbeddedPostgres;
import dev.firstring.platform.database.embedded.RunningService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Connects to the configured database: an external server, or the embedded one. */
public final class DatabaseAccess {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final int POLLS = 100;

    private final Path data;
    private final DatabaseSettings settings;
    private final Ids ids;

    public DatabaseAccess(PlatformSettings platform, DatabaseSettings settings, Ids ids) {
        this.data = platform.data();
        this.settings = settings;
        this.ids = ids;
    }

    /**
     * Opens the database for the service: starts the embedded server with an exclusive lock on the data directory, or
     * logs in to the external server.
     *
     * @throws StartFailure if another process has locked the data directory, or the server cannot be reached or started
     */
    public Database open() {
        if (settings.url() != null) {
            return external(settings.url());
        }
        return startEmbedded()
                .orElseThrow(() -> new StartFailure("the data directory " + data + " is in use by process " + holder()
                        + ": stop that one first, or give this one a directory of its own with --data"));
    }

    /**
     * Opens the database for a command: like {@link #open}, but uses the embedded server of a service that already runs
     * on the data directory.
     *
     * @throws StartFailure if the server cannot be reached or started
     */
    public Database connect() {
        if (settings.url() != null) {
            return external(settings.url());
        }
        for (int poll = 0; poll < POLLS; poll++) {
            Optional<Database> started = startEmbedded();
            if (started.isPresent()) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started.get())));
                return started.get();
            }
            Optional<Database> running = ofRunningService();
            if (running.isPresent()) {
                return running.get();
            }
            pause();
        }
        throw new StartFailure("process " + holder() + " has the data directory " + data
                + ", but has not started its database yet: try again later");
    }

    private Database external(String url) {
        Login service = new Login(
                url, Objects.requireNonNull(settings.username()), Objects.requireNonNull(settings.password()));
        service.probe("firstring.database.password");
        Login owner = null;
        if (settings.ownerUsername() != null && settings.ownerPassword() != null) {
            owner = new Login(url, settings.ownerUsername(), settings.ownerPassword());
            owner.probe("firstring.database.owner-password");
        }
        return Database.external(service, owner, settings.sipReaderUsername());
    }

    private Optional<Database> startEmbedded() {
        try {
            return EmbeddedPostgres.start(
                            new EmbeddedPostgres.Wish(
                                    data, settings.binaries(), settings.port(), settings.sipReaderPassword()),
                            ids)
                    .map(server -> Database.embedded(server.database(), server));
        } catch (IOException e) {
            throw new StartFailure("the embedded database in " + data + " does not start: " + e.getMessage(), e);
        }
    }

    private Optional<Database> ofRunningService() {
        try {
            Optional<RunningService> running =
                    EmbeddedPostgres.running(data).filter(service -> holder().equals(Long.toString(service.pid())));
            if (running.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(Database.embedded(EmbeddedPostgres.databaseOf(data, running.get()), null));
        } catch (IOException e) {
            throw new StartFailure("the data directory " + data + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void stop(Database database) {
        try {
            database.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String holder() {
        try {
            return EmbeddedPostgres.holder(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while another process started the database", e);
        }
    }
}
