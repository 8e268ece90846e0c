package dev.firstring.sipserver.embedded.transport;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;

/**
 * Counts requests in {@code firstring.registrar.requests} by method and status, and what got no answer in
 * {@code firstring.registrar.dropped} by transport and reason. Thread-safe.
 */
public final class TrafficMetrics {

    private static final Set<String> METHODS = Set.of("REGISTER", "OPTIONS");

    private final MeterRegistry meters;

    public TrafficMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void answered(String method, int status) {
        Counter.builder("firstring.registrar.requests")
                .description("SIP requests that the registrar answered")
                .tag("method", METHODS.contains(method) ? method : "other")
                .tag("outcome", Integer.toString(status))
                .register(meters)
                .increment();
    }

    /** @param reason one of a few words of our own */
    void dropped(String transport, String reason) {
        Counter.builder("firstring.registrar.dropped")
                .description("SIP messages and connections that got no answer")
                .tag("transport", transport)
                .tag("reason", reason)
                .register(meters)
                .increment();
    }
}
