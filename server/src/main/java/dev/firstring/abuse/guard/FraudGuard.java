package dev.firstring.abuse.guard;

import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Evaluates sends by the share of proved sends in the windows of their prefix and country. Logs challenged and blocked
 * sends with the reason, and counts every decision in {@code firstring.guard.decisions} by decision, scope and country.
 * Thread-safe.
 */
@Component
public class FraudGuard {

    private static final Logger LOG = LoggerFactory.getLogger(FraudGuard.class);
    private static final Duration SHORTEST_WAIT = Duration.ofMinutes(1);

    private final GuardSettings settings;
    private final PhoneNumbers numbers;
    private final MeterRegistry meters;

    /**
     * Creates the guard.
     *
     * @throws IllegalArgumentException if a reaction is set for an unknown region
     */
    public FraudGuard(GuardSettings settings, PhoneNumbers numbers, MeterRegistry meters) {
        for (String region : settings.reactions().keySet()) {
            if (!numbers.knowsRegion(region)) {
                throw new IllegalArgumentException(
                        "firstring.guard.reactions." + region
                                + " names no country with phone numbers; use a two-letter code of ISO 3166 such as FR, or 001.");
            }
        }
        this.settings = settings;
        this.numbers = numbers;
        this.meters = meters;
    }

    /** Returns the windows of a send to the number. */
    public GuardFrame frame(PhoneNumber number, Instant at) {
        String region = numbers.region(number);
        return GuardFrame.of(new GuardWindow(region, number.prefix()), new GuardWindow(region, null), at, settings);
    }

    /** Returns the stricter of the prefix and country windows for one more send, and counts the decision. */
    public WindowState judge(GuardFrame frame, WindowCounts prefix, WindowCounts country) {
        WindowState ofPrefix = state(frame.prefix(), prefix);
        WindowState ofCountry = state(frame.country(), country);
        WindowState strict = ofCountry.decision().compareTo(ofPrefix.decision()) > 0 ? ofCountry : ofPrefix;
        count(strict);
        return strict;
    }

    /** Evaluates one window without counting a decision. */
    public WindowState state(GuardWindow window, WindowCounts counts) {
        return new WindowState(window, counts, settings.boundsOf(window), settings.reactionFor(window.country()));
    }

    /** How long until the oldest sends leave a blocked window; at least one minute. */
    public Duration untilBetter(WindowState blocked, Instant now) {
        Instant oldest = blocked.counts().oldest();
        if (oldest == null) {
            return SHORTEST_WAIT;
        }
        Duration wait = Duration.between(now, oldest.plus(settings.window()));
        return wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait;
    }

    private void count(WindowState state) {
        Decision decision = state.decision();
        Counter.builder("firstring.guard.decisions")
                .description("Sends that the guard has judged")
                .tag("decision", decision.word())
                .tag(
                        "scope",
                        decision == Decision.ALLOW ? "none" : state.window().scope())
                .tag("country", state.window().country())
                .register(meters)
                .increment();
        switch (decision) {
            case ALLOW -> {}
            case MONITOR ->
                LOG.debug(
                        "guard: {} is over its bound, and sent to: {}",
                        state.window().key(),
                        state.why());
            case CHALLENGE, BLOCK ->
                LOG.info("guard: {} for {}: {}", decision.word(), state.window().key(), state.why());
        }
    }
}
