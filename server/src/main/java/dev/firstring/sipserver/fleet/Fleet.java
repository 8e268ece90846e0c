package dev.firstring.sipserver.fleet;

import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.SipServerSource;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** The configured SIP servers, each behind its guard. Thread-safe. */
@Component
public final class Fleet {

    private final Map<ServerId, GuardedServer> servers = new TreeMap<>();

    /** @throws IllegalArgumentException if two servers have the same id */
    public Fleet(List<SipServerSource> sources, BreakerSettings settings, Clock clock, MeterRegistry meters) {
        CircuitBreakerRegistry breakers = CircuitBreakerRegistry.custom()
                .withCircuitBreakerConfig(GuardedServer.breaker(settings, clock))
                .withTags(Map.of("guards", "sipserver"))
                .build();
        for (SipServerSource source : sources) {
            for (SipServer server : source.servers()) {
                if (servers.put(server.id(), new GuardedServer(server, breakers, meters)) != null) {
                    throw new IllegalArgumentException("two SIP servers are configured with the id " + server.id()
                            + ": give each firstring.sip-server entry an id of its own");
                }
            }
        }
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
    }

    /** All servers, in the order of their ids. */
    public Collection<GuardedServer> servers() {
        return servers.values();
    }

    public Collection<ServerId> ids() {
        return servers.keySet();
    }

    public Optional<GuardedServer> server(ServerId id) {
        return Optional.ofNullable(servers.get(id));
    }

    public boolean isEmpty() {
        return servers.isEmpty();
    }

    @PreDestroy
    void close() {
        servers.values().forEach(GuardedServer::close);
    }
}
