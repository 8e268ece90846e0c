package dev.firstring.registrar.account;

import java.time.Duration;
import java.util.Optional;
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
    private final CallDirectory calls;
    private final Duration limit;
    private final Semaphore places;
    private final AtomicBoolean failing = new AtomicBoolean();

    /**
     * Creates the lookups.
     *
     * @param atOnce the maximum number of concurrent lookups
     * @param limit the timeout of a lookup
     */
    public AccountLookups(AccountDirectory directory, CallDirectory calls, int atOnce, Duration limit) {
        this.directory = directory;
        this.calls = calls;
        this.limit = limit;
        this.places = new Semaphore(atOnce);
    }

    /** Looks up the account of an address. */
    public Lookup find(AddressOfRecord aor) {
        return ask(() -> directory.find(aor).<Lookup>map(Lookup.Found::new).orElseGet(Lookup.None::new))
                .orElseGet(Lookup.Away::new);
    }

    /** Looks up where a call goes; empty if the directory is unavailable. */
    public Optional<CallRoute> route(AddressOfRecord caller, String dialled) {
        return ask(() -> calls.route(caller, dialled));
    }

    private <T> Optional<T> ask(Question<T> question) {
        try {
            if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
            CompletableFuture<Optional<T>> answer = new CompletableFuture<>();
            // The thread holds its permit until the directory returns, even after the timeout.
            Thread.ofVirtual().name("registrar-lookup").start(() -> look(question, answer));
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (TimeoutException e) {
            away("it takes longer than " + limit.toMillis() + " ms");
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a lookup ended in a fault", e.getCause());
        }
    }

    private <T> void look(Question<T> question, CompletableFuture<Optional<T>> answer) {
        try {
            T found = question.answer();
            if (failing.compareAndSet(true, false)) {
                LOG.info("The registrar can read accounts again");
            }
            answer.complete(Optional.of(found));
        } catch (DirectoryUnavailable e) {
            away(String.valueOf(e.getMessage()));
            answer.complete(Optional.empty());
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        } finally {
            places.release();
        }
    }

    private void away(String reason) {
        if (failing.compareAndSet(false, true)) {
            LOG.warn("The registrar cannot read accounts and rejects REGISTER requests until it can: {}", reason);
        }
    }

    @FunctionalInterface
    private interface Question<T> {

        T answer() throws DirectoryUnavailable;
    }
}
