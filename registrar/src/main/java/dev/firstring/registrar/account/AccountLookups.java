package dev.firstring.registrar.account;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up accounts with a concurrency limit and a timeout: a flood of requests cannot exhaust the connections of the
 * rest of the service, and an unresponsive directory does not block the registrar. Thread-safe.
 */
public final class AccountLookups {

    private static final Logger LOG = LoggerFactory.getLogger(AccountLookups.class);
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final AccountDirectory directory;
    private final Duration limit;
    private final Semaphore places;
    private final AtomicBoolean failing = new AtomicBoolean();

    /**
     * Creates the lookups.
     *
     * @param atOnce the maximum number of concurrent lookups
     * @param limit the timeout of a lookup
     */
    public AccountLookups(AccountDirectory directory, int atOnce, Duration limit) {
        this.directory = directory;
        this.limit = limit;
        this.places = new Semaphore(atOnce);
    }

    /** Looks up the account of an address. */
    public Lookup find(AddressOfRecord aor) {
        try {
            if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Lookup.Away();
            }
            CompletableFuture<Lookup> answer = new CompletableFuture<>();
            // The thread holds its permit until the directory returns, even after the timeout.
            Thread.ofVirtual().name("registrar-lookup").start(() -> look(aor, answer));
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Lookup.Away();
        } catch (TimeoutException e) {
            return away("it takes longer than " + limit.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a lookup ended in a fault", e.getCause());
        }
    }

    private void look(AddressOfRecord aor, CompletableFuture<Lookup> answer) {
        try {
            Lookup found = directory.find(aor).<Lookup>map(Lookup.Found::new).orElseGet(Lookup.None::new);
            if (failing.compareAndSet(true, false)) {
                LOG.info("The registrar reads accounts again");
            }
            answer.complete(found);
        } catch (DirectoryUnavailable e) {
            answer.complete(away(String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        } finally {
            places.release();
        }
    }

    private Lookup away(String reason) {
        if (failing.compareAndSet(false, true)) {
            LOG.warn("The registrar cannot read accounts and refuses phones until it can: {}", reason);
        }
        return new Lookup.Away();
    }
}
