package dev.firstring.platform.database.embedded;

import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Restarts the server on the same port if it ends unexpectedly, with exponential backoff. Thread-safe. */
final class Watchdog {

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int FIRST_START_ATTEMPTS = 5;

    private final DataDirectory data;
    private final PostgresPrograms programs;
    private final int port;
    private Postmaster postmaster;
    private boolean closed;

    private Watchdog(DataDirectory data, PostgresPrograms programs, int port, Postmaster postmaster) {
        this.data = data;
        this.programs = programs;
        this.port = port;
        this.postmaster = postmaster;
    }

    /** Starts the server and the watchdog. */
    static Watchdog start(DataDirectory data, PostgresPrograms programs, int port) throws IOException {
        Watchdog watchdog = new Watchdog(data, programs, port, first(data, programs, port));
        Thread.ofPlatform().daemon().name("postgresql-watchdog").start(watchdog::watch);
        return watchdog;
    }

    /**
     * Retries, because the processes of a killed server need a moment to end before another server can use its data.
     */
    private static Postmaster first(DataDirectory data, PostgresPrograms programs, int port) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return Postmaster.start(data, programs, port);
            } catch (IOException e) {
                if (attempt == FIRST_START_ATTEMPTS || !sleep(FIRST_PAUSE.multipliedBy(attempt * 2L))) {
                    throw e;
                }
                LOG.debug("PostgreSQL did not start at attempt {}", attempt, e);
            }
        }
    }

    /** Stops the server permanently. */
    synchronized void close() throws IOException {
        closed = true;
        if (postmaster.isAlive()) {
            Postmaster.stop(data, programs);
        }
    }

    private void watch() {
        Duration pause = FIRST_PAUSE;
        while (true) {
            current().ended().join();
            if (isClosed()) {
                return;
            }
            LOG.error("the embedded PostgreSQL server stopped unexpectedly; restarting it");
            pause = startAgain() ? FIRST_PAUSE : longer(pause);
            if (!sleep(pause)) {
                return;
            }
        }
    }

    private synchronized boolean startAgain() {
        if (closed) {
            return true;
        }
        try {
            postmaster = Postmaster.start(data, programs, port);
            LOG.info("the embedded PostgreSQL server is running again");
            return true;
        } catch (IOException e) {
            LOG.error("could not start the embedded PostgreSQL server: {}", e.getMessage());
            return false;
        }
    }

    private synchronized Postmaster current() {
        return postmaster;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    private static boolean sleep(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
