package dev.firstring.platform.database;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the database and makes its schema ready on a thread of its own, while the service makes what does not need it: an
 * embedded server takes about a second to answer. Whoever needs the database waits for it. Thread-safe.
 */
final class DatabaseStart implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseStart.class);

    private final FutureTask<Database> opening;
    private boolean taken;

    DatabaseStart(DatabaseAccess access) {
        this.opening = new FutureTask<>(() -> open(access));
        Thread.ofPlatform().name("database-start").daemon().start(opening);
    }

    private static Database open(DatabaseAccess access) throws IOException {
        Database database = access.open();
        try {
            database.makeReady();
            return database;
        } catch (RuntimeException e) {
            try (database) {
                throw e;
            }
        }
    }

    /**
     * Waits for the database, which from then on is the caller's to close.
     *
     * @throws dev.firstring.platform.configuration.StartFailure if it cannot be opened or made ready
     */
    synchronized Database take() {
        taken = true;
        return opened();
    }

    /** Closes a database that nobody took, because the service could not start for another reason. */
    @Override
    public synchronized void close() throws IOException {
        if (taken) {
            return;
        }
        taken = true;
        try {
            opened().close();
        } catch (RuntimeException e) {
            LOG.debug("the database had not been opened", e);
        }
    }

    private Database opened() {
        try {
            return opening.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the database started", e);
        } catch (ExecutionException e) {
            if (Objects.requireNonNull(e.getCause()) instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
