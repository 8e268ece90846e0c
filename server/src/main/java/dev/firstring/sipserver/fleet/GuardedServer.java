package dev.firstring.sipserver.fleet;

import dev.firstring.platform.WireWord;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.CacheEffect;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.Page;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.ServerAccount;
import dev.firstring.sipserver.ServerHealth;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.WantedAccount;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server behind its guard: every call is counted and timed, and rejected while the guard does not permit it. The
 * health check is always permitted. Thread-safe.
 */
public final class GuardedServer implements SipServer {

    private final SipServer server;
    private final ServerGuard guard;

    /** @param breakers the registry with the configuration from {@link #breaker} */
    GuardedServer(SipServer server, CircuitBreakerRegistry breakers, MeterRegistry meters) {
        this.server = server;
        this.guard =
                new ServerGuard(server.id(), breakers.circuitBreaker(server.id().value()), meters);
    }

    /** The configuration of a server's circuit breaker. */
    static CircuitBreakerConfig breaker(BreakerSettings settings, Clock clock) {
        return CircuitBreakerConfig.custom()
                .clock(clock)
                .failureRateThreshold(settings.failureShare())
                .slidingWindowSize(settings.calls())
                .minimumNumberOfCalls(settings.calls() / 2)
                .permittedNumberOfCallsInHalfOpenState(3)
                .waitDurationInOpenState(settings.pause())
                .recordException(ServerGuard::isServerFailure)
                .build();
    }

    /** Whether calls are currently permitted. */
    public boolean open() {
        return guard.open();
    }

    /** The fault that a call would throw; empty if calls are permitted. */
    public Optional<SipServerFault> closedBecause() {
        return guard.closedBecause();
    }

    /** Checks whether a server that rejected our credentials accepts them again; does nothing for other servers. */
    public void probe() {
        if (guard.halted() && health().reachable()) {
            guard.resume();
        }
    }

    @Override
    public ServerId id() {
        return server.id();
    }

    @Override
    public Set<Capability> capabilities() {
        return server.capabilities();
    }

    @Override
    public ServerHealth health() {
        return guard.timed("health", server::health);
    }

    @Override
    public void apply(WantedAccount account) {
        guard.run("apply", () -> server.apply(account));
    }

    @Override
    public void remove(Aor aor) {
        guard.run("remove", () -> server.remove(aor));
    }

    @Override
    public Optional<ServerAccount> find(Aor aor) {
        return guard.call("find", () -> server.find(aor));
    }

    @Override
    public Page<ServerAccount> accounts(String cursor, int limit) {
        return guard.call("accounts", () -> server.accounts(cursor, limit));
    }

    @Override
    public Page<Aor> registered(String cursor, int limit) {
        return guard.call("registered", () -> server.registered(cursor, limit));
    }

    @Override
    public List<Registration> registrations(Aor aor) {
        return guard.call("registrations", () -> server.registrations(aor));
    }

    @Override
    public CacheEffect dropCaches(Aor aor) {
        return guard.call("drop_caches", () -> server.dropCaches(aor));
    }

    @Override
    public void deregister(Aor aor) {
        guard.run("deregister", () -> server.deregister(aor));
    }

    @Override
    public boolean deregister(Aor aor, String contact) {
        return guard.call("deregister_one", () -> server.deregister(aor, contact));
    }

    @Override
    public boolean deregister(Aor aor, Registration seen) {
        return guard.call("deregister_one", () -> server.deregister(aor, seen));
    }

    @Override
    public void close() {
        server.close();
    }

    /**
     * Decides whether a server is called: a circuit breaker stops calls for a while after too many failed, and a server
     * that rejected our credentials is not called until it accepts them. Counts calls in {@code
     * firstring.sipserver.calls}. Thread-safe.
     */
    private static final class ServerGuard {

        private static final Logger LOG = LoggerFactory.getLogger(ServerGuard.class);

        private static final String PAUSED = "circuit breaker open after too many failed calls";

        private final ServerId id;
        private final CircuitBreaker breaker;
        private final MeterRegistry meters;
        private volatile @Nullable String halted;

        ServerGuard(ServerId id, CircuitBreaker breaker, MeterRegistry meters) {
            this.id = id;
            this.breaker = breaker;
            this.meters = meters;
            breaker.getEventPublisher()
                    .onStateTransition(event -> LOG.warn(
                            "SIP server {}: {}",
                            id,
                            WireWord.of(event.getStateTransition().getToState())));
            meters.gauge(
                    "firstring.sipserver.up",
                    Tags.of("server", id.value()),
                    this,
                    guard -> guard.halted == null && guard.breaker.getState() != CircuitBreaker.State.OPEN ? 1 : 0);
        }

        /**
         * Whether a call would be permitted now. The breaker checks the clock only when a permission is requested:
         * without a request, the breaker of a server that nobody calls would stay open forever.
         */
        boolean open() {
            if (halted != null || !breaker.tryAcquirePermission()) {
                return false;
            }
            breaker.releasePermission();
            return true;
        }

        boolean halted() {
            return halted != null;
        }

        /** The fault that a call would throw now; empty if it would be permitted. */
        Optional<SipServerFault> closedBecause() {
            String reason = halted;
            if (reason != null) {
                return Optional.of(new SipServerFault(Kind.AUTHENTICATION_FAILED, reason));
            }
            return open() ? Optional.empty() : Optional.of(new SipServerFault(Kind.SERVER_UNAVAILABLE, PAUSED));
        }

        void resume() {
            if (halted != null) {
                LOG.info("SIP server {} accepts our credentials again", id);
            }
            halted = null;
        }

        void run(String operation, Runnable call) {
            call(operation, () -> {
                call.run();
                return Boolean.TRUE;
            });
        }

        <T> T call(String operation, Supplier<T> call) {
            String reason = halted;
            if (reason != null) {
                throw new SipServerFault(Kind.AUTHENTICATION_FAILED, reason);
            }
            if (!breaker.tryAcquirePermission()) {
                throw new SipServerFault(Kind.SERVER_UNAVAILABLE, PAUSED);
            }
            long begin = System.nanoTime();
            try {
                T result = timed(operation, call);
                breaker.onSuccess(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
                return result;
            } catch (RuntimeException e) {
                breaker.onError(System.nanoTime() - begin, TimeUnit.NANOSECONDS, e);
                if (e instanceof SipServerFault fault && fault.kind() == Kind.AUTHENTICATION_FAILED) {
                    halt(fault);
                }
                throw e;
            }
        }

        <T> T timed(String operation, Supplier<T> call) {
            Timer.Sample sample = Timer.start(meters);
            String outcome = "ok";
            try {
                return call.get();
            } catch (SipServerFault e) {
                outcome = WireWord.of(e.kind());
                throw e;
            } finally {
                sample.stop(meters.timer(
                        "firstring.sipserver.calls", "server", id.value(), "operation", operation, "outcome", outcome));
            }
        }

        private void halt(SipServerFault fault) {
            if (halted == null) {
                LOG.error(
                        "SIP server {} rejects our credentials; no requests are sent to it until it accepts them: {}",
                        id,
                        fault.getMessage());
            }
            halted = "it rejects our credentials: " + fault.getMessage();
        }

        /** Whether an error indicates a failure of the server, and not of a single account. */
        private static boolean isServerFailure(Throwable error) {
            return !(error instanceof SipServerFault fault)
                    || switch (fault.kind()) {
                        case SERVER_UNAVAILABLE, INTERNAL_ERROR, CONFIGURATION_ERROR -> true;
                        case AUTHENTICATION_FAILED,
                                ACCOUNT_EXISTS,
                                ACCOUNT_NOT_FOUND,
                                ACCOUNT_DISABLED,
                                QUOTA_EXCEEDED,
                                INVALID_CREDENTIALS -> false;
                    };
        }
    }
}
