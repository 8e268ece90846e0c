package dev.firstring.messaging.route;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome;
import dev.firstring.messaging.MessageSender.SendOutcome.Accepted;
import dev.firstring.messaging.MessageSender.SendOutcome.Reason;
import dev.firstring.messaging.MessageSender.SendOutcome.Refused;
import dev.firstring.messaging.MessageSenderSource;
import dev.firstring.platform.WireWord;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The configured senders, each wrapped in a {@link GuardedSender}. Thread-safe. */
@Component
public final class Senders {

    private static final Map<String, String> METER_TAGS = Map.of("guards", "provider");

    private final Map<String, MessageSender> byName = new TreeMap<>();

    /** @throws Misconfigured if two senders have the same name */
    public Senders(
            List<MessageSender> alone,
            List<MessageSenderSource> sources,
            SenderGuardSettings settings,
            Clock clock,
            MeterRegistry meters) {
        CircuitBreakerRegistry breakers = CircuitBreakerRegistry.custom()
                .withCircuitBreakerConfig(breaker(settings, clock))
                .withTags(METER_TAGS)
                .build();
        BulkheadRegistry bulkheads = BulkheadRegistry.custom()
                .withBulkheadConfig(BulkheadConfig.custom()
                        .maxConcurrentCalls(settings.atOnce())
                        .maxWaitDuration(Duration.ZERO)
                        .build())
                .withTags(METER_TAGS)
                .build();
        Stream.concat(alone.stream(), sources.stream().flatMap(source -> source.senders().stream()))
                .forEach(sender -> {
                    MessageSender guarded = new GuardedSender(
                            sender,
                            breakers.circuitBreaker(sender.provider()),
                            bulkheads.bulkhead(sender.provider()),
                            meters);
                    if (byName.put(sender.provider(), guarded) != null) {
                        throw new Misconfigured("Two providers of messages are set up under the name "
                                + sender.provider() + ": give each a name of its own.");
                    }
                });
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(meters);
    }

    private static CircuitBreakerConfig breaker(SenderGuardSettings settings, Clock clock) {
        return CircuitBreakerConfig.custom()
                .clock(clock)
                .failureRateThreshold(settings.failureShare())
                .slidingWindowSize(settings.sends())
                .minimumNumberOfCalls(settings.sends() / 2)
                .permittedNumberOfCallsInHalfOpenState(3)
                .waitDurationInOpenState(settings.pause())
                .build();
    }

    Optional<MessageSender> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Returns the sorted names for messages to people; "none" if there are no senders. */
    String names() {
        return byName.isEmpty() ? "none" : String.join(", ", byName.keySet());
    }

    /**
     * A sender behind a circuit breaker and a bulkhead. If the circuit is open or the bulkhead is full, the message is
     * refused as unavailable at once, so that the next sender is tried. Thread-safe.
     */
    private static final class GuardedSender implements MessageSender {

        private static final Logger LOG = LoggerFactory.getLogger(GuardedSender.class);

        private final MessageSender sender;
        private final CircuitBreaker breaker;
        private final Bulkhead bulkhead;

        GuardedSender(MessageSender sender, CircuitBreaker breaker, Bulkhead bulkhead, MeterRegistry meters) {
            this.sender = sender;
            this.breaker = breaker;
            this.bulkhead = bulkhead;
            breaker.getEventPublisher()
                    .onStateTransition(event -> LOG.warn(
                            "Provider {}: {}",
                            sender.provider(),
                            WireWord.of(event.getStateTransition().getToState())));
            meters.gauge(
                    "firstring.message.provider.up",
                    Tags.of("provider", sender.provider()),
                    breaker,
                    state -> state.getState() == CircuitBreaker.State.OPEN ? 0 : 1);
        }

        @Override
        public String provider() {
            return sender.provider();
        }

        @Override
        public boolean carries(Channel channel) {
            return sender.carries(channel);
        }

        @Override
        public SendOutcome send(OutgoingMessage message) {
            if (!bulkhead.tryAcquirePermission()) {
                return new Refused(Reason.UNAVAILABLE, "the limit of concurrent messages is reached");
            }
            try {
                return breaker.tryAcquirePermission()
                        ? guarded(message)
                        : new Refused(Reason.UNAVAILABLE, "circuit breaker open after too many failed sends");
            } finally {
                bulkhead.releasePermission();
            }
        }

        @Override
        public Duration longestSend() {
            return sender.longestSend();
        }

        @Override
        public Optional<String> problem() {
            return sender.problem();
        }

        private SendOutcome guarded(OutgoingMessage message) {
            long begin = System.nanoTime();
            SendOutcome outcome;
            try {
                outcome = sender.send(message);
            } catch (RuntimeException e) {
                LOG.error("Sender {} threw an unexpected exception on message {}", sender.provider(), message.id(), e);
                outcome = new Refused(Reason.UNAVAILABLE, "unexpected exception in the sender");
            }
            long took = System.nanoTime() - begin;
            if (speaksAgainstTheProvider(outcome)) {
                breaker.onError(took, TimeUnit.NANOSECONDS, new ProviderFailed());
            } else {
                breaker.onSuccess(took, TimeUnit.NANOSECONDS);
            }
            return outcome;
        }

        private static boolean speaksAgainstTheProvider(SendOutcome outcome) {
            return switch (outcome) {
                case Accepted accepted -> false;
                case Refused(Reason reason, String explanation) ->
                    switch (reason) {
                        case UNAVAILABLE -> true;
                        case FRAUD_BLOCK, NUMBER_REFUSED, TRANSPORT_REFUSED -> false;
                    };
            };
        }

        /** The failure that the circuit breaker records; it is never thrown. */
        private static final class ProviderFailed extends Exception {

            ProviderFailed() {
                super("a send failed", null, false, false);
            }
        }
    }
}
