package dev.firstring.sipserver.fleet;

import dev.firstring.platform.WireWord;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a server is called: a circuit breaker stops calls for a while after too many failed, and a server
 * that rejected our credentials is not called until it accepts them. Counts calls in {@code firstring.sipserver.calls}.
 * Thread-safe.
 */
final class Guard {

    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

    private static final String LEFT_ALONE = "left alone for a moment after too many calls failed";

    private final ServerId id;
    private final CircuitBreaker breaker;
    private final MeterRegistry meters;
    private volatile @Nullable String halted;

    Guard(ServerId id, BreakerSettings settings, Clock clock, MeterRegistry meters) {
        this.id = id;
        this.meters = meters;
        this.breaker = CircuitBreaker.of(
                id.value(),
                CircuitBreakerConfig.custom()
                        .clock(clock)
                        .failureRateThreshold(settings.failureShare())
                        .slidingWindowSize(settings.calls())
                        .minimumNumberOfCalls(settings.calls() / 2)
                        .permittedNumberOfCallsInHalfOpenState(3)
                        .waitDurationInOpenState(settings.pause())
                        .recordException(Guard::speaksAgainstTheServer)
                        .build());
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
     * Whether a call would be permitted now. The breaker checks the clock only when a permission is requested: without
     * a request, the breaker of a server that nobody calls would stay open forever.
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
        return open() ? Optional.empty() : Optional.of(new SipServerFault(Kind.SERVER_UNAVAILABLE, LEFT_ALONE));
    }

    void resume() {
        if (halted != null) {
            LOG.info("SIP server {} takes our credentials again", id);
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
            throw new SipServerFault(Kind.SERVER_UNAVAILABLE, LEFT_ALONE);
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
                    "SIP server {} does not take our credentials; nothing is sent to it until it does: {}",
                    id,
                    fault.getMessage());
        }
        halted = "it does not take our credentials: " + fault.getMessage();
    }

    /** Whether an error indicates a failure of the server, and not of a single account. */
    private static boolean speaksAgainstTheServer(Throwable error) {
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
