package dev.firstring.sipserver.fleet;

import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a server is called: not for a while after too many calls failed, and not at all after it refused our
 * credentials, until it takes them again. Counts in {@code firstring.sipserver.calls}. Thread-safe.
 */
final class Guard {

    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

    private final ServerId id;
    private final CircuitBreaker breaker;
    private final MeterRegistry meters;
    private final Clock clock;
    private volatile Instant pausedUntil = Instant.MIN;
    private volatile @Nullable String halted;

    Guard(ServerId id, GuardSettings settings, Clock clock, MeterRegistry meters) {
        this.id = id;
        this.clock = clock;
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
        breaker.getEventPublisher().onStateTransition(event -> {
            CircuitBreaker.State state = event.getStateTransition().getToState();
            if (state == CircuitBreaker.State.OPEN) {
                pausedUntil = clock.instant().plus(settings.pause());
            }
            LOG.warn("SIP server {}: {}", id, state.name().toLowerCase(Locale.ROOT));
        });
        meters.gauge("firstring.sipserver.up", Tags.of("server", id.value()), this, g -> g.open() ? 1 : 0);
    }

    /** The breaker itself notices the end of a pause only when a call is made: whoever asks first must be let through. */
    boolean open() {
        return halted == null
                && (breaker.getState() != CircuitBreaker.State.OPEN
                        || clock.instant().isAfter(pausedUntil));
    }

    boolean halted() {
        return halted != null;
    }

    Optional<String> closedBecause() {
        String reason = halted;
        if (reason != null) {
            return Optional.of(reason);
        }
        return open() ? Optional.empty() : Optional.of(LeftAlone.WHY);
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
            throw new LeftAlone();
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
            outcome = e.kind().name().toLowerCase(Locale.ROOT);
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

    /** Whether an error says that the server is in trouble, and not that one account is. */
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
