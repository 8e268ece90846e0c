package dev.firstring.sipserver.check;

import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.ServerHealth;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.fleet.Fleet;
import dev.firstring.sipserver.fleet.GuardedServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.stereotype.Component;

/** The health of the SIP servers, cached for a few seconds. Thread-safe. */
@Component
public class FleetHealth {

    private static final Duration KNOWN = Duration.ofSeconds(3);

    private final Fleet fleet;
    private final Clock clock;
    private volatile Known known = new Known(Instant.MIN, List.of());

    FleetHealth(Fleet fleet, Clock clock) {
        this.fleet = fleet;
        this.clock = clock;
    }

    /**
     * The health of one server.
     *
     * @param health the health that it reports; its problem may also be the reason why the service does not call it
     * @param runsInside whether only the service itself can call it
     */
    public record Server(ServerId id, ServerHealth health, boolean runsInside) {}

    private record Known(Instant at, List<Server> servers) {}

    /** All servers, in the order of their ids. */
    public List<Server> servers() {
        Known now = known;
        if (now.at().plus(KNOWN).isBefore(clock.instant())) {
            now = new Known(clock.instant(), ask());
            known = now;
        }
        return now.servers();
    }

    private List<Server> ask() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Server>> asked = new ArrayList<>();
            fleet.servers().forEach(server -> asked.add(threads.submit(() -> ask(server))));
            List<Server> answers = new ArrayList<>();
            for (Future<Server> one : asked) {
                answers.add(one.get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a SIP server could not be asked for its health", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while SIP servers were asked", e);
        }
    }

    private static Server ask(GuardedServer server) {
        ServerHealth health = server.health();
        return new Server(
                server.id(),
                server.closedBecause()
                        .filter(reason -> health.problem() == null)
                        .map(reason -> new ServerHealth(
                                false,
                                health.version(),
                                health.uptime(),
                                health.activeRegistrations(),
                                reason.getMessage()))
                        .orElse(health),
                server.capabilities().contains(Capability.RUNS_INSIDE));
    }
}
