package dev.firstring.sipserver.web;

import dev.firstring.sipserver.ServerHealth;
import dev.firstring.sipserver.check.FleetHealth;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The health of the SIP servers; version and uptime are those of the first server that reports them.
 *
 * @param configured whether there are any servers
 * @param healthy whether there are any servers, and all of them are healthy
 * @param uptime in seconds
 */
public record ServersView(
        boolean configured,
        boolean healthy,
        @Nullable String version,
        @Nullable Long uptime,
        @Nullable Long activeRegistrations,
        List<Server> servers) {

    public ServersView {
        servers = List.copyOf(servers);
    }

    /** The health of one server, without its problem, which is for operators only. */
    public record Server(
            String id,
            boolean healthy,
            @Nullable String version,
            @Nullable Long uptime,
            @Nullable Long activeRegistrations) {

        static Server of(FleetHealth.Server server) {
            ServerHealth health = server.health();
            Duration uptime = health.uptime();
            return new Server(
                    server.id().value(),
                    health.healthy(),
                    health.version(),
                    uptime == null ? null : uptime.toSeconds(),
                    health.activeRegistrations());
        }
    }

    public static ServersView of(List<FleetHealth.Server> found) {
        List<Server> servers = found.stream().map(Server::of).toList();
        List<Long> registrations = servers.stream()
                .map(Server::activeRegistrations)
                .filter(Objects::nonNull)
                .toList();
        return new ServersView(
                !servers.isEmpty(),
                !servers.isEmpty() && servers.stream().allMatch(Server::healthy),
                servers.stream()
                        .map(Server::version)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                servers.stream()
                        .map(Server::uptime)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                registrations.isEmpty()
                        ? null
                        : registrations.stream().mapToLong(Long::longValue).sum(),
                servers);
    }
}
