package dev.firstring.sipserver.adapter.embedded;

import dev.firstring.registrar.transport.Traffic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;

/**
 * Counts requests in {@code firstring.registrar.requests} by method and status, and messages and connections without a
 * response in {@code firstring.registrar.dropped} by transport and reason. Thread-safe.
 */
final class TrafficMetrics implements Traffic {

    private static final Set<String> METHODS = Set.of("REGISTER", "OPTIONS", "INVITE", "CANCEL", "BYE", "MESSAGE");

    private final MeterRegistry meters;

    TrafficMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void answered(String method, int status) {
        Counter.builder("firstring.registrar.requests")
                .description("SIP requests that the registrar answered")
                .tag("method", METHODS.contains(method) ? method : "other")
                .tag("outcome", Integer.toString(status))
                .register(meters)
                .increment();
    }

    @Override
    public void dropped(String transport, String reason) {
        Counter.builder("firstring.registrar.dropped")
                .description("SIP messages and connections that got no answer")
                .tag("transport", transport)
                .tag("reason", reason)
                .register(meters)
                .increment();
    }
}
