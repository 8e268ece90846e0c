package dev.firstring.console.credentials;

import dev.firstring.account.admin.Needs;
import dev.firstring.account.admin.Operator;
import dev.firstring.account.admin.Scope;
import dev.firstring.http.Answer;
import dev.firstring.sipserver.ServerHealth;
import dev.firstring.sipserver.check.Backlog;
import dev.firstring.sipserver.check.FleetHealth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The state of the SIP servers, and their pending work. */
@RestController
@Tag(name = "Admin")
final class ServersController {

    private final FleetHealth health;
    private final Backlog backlog;

    ServersController(FleetHealth health, Backlog backlog) {
        this.health = health;
        this.backlog = backlog;
    }

    record Servers(List<OperatorServer> servers) {}

    /**
     * @param problem the error
     * @param filling whether the server is new and accounts are still being listed for it
     * @param pending the number of accounts that are not up to date on it, counted up to 100000
     */
    record OperatorServer(
            String id,
            boolean healthy,
            @Nullable String problem,
            @Nullable String version,
            @Nullable Long uptime,
            @Nullable Long activeRegistrations,
            boolean filling,
            long pending) {}

    @Operation(
            operationId = "listServers",
            summary = "Read the state of the SIP servers and their pending work",
            description = "One entry per configured SIP server.")
    @GetMapping({"/api/admin/sip/servers", "/api/v1/admin/sip/servers"})
    Answer<Servers> servers(@Needs(Scope.SIP_READ) Operator operator) {
        Map<String, Backlog.Server> left =
                backlog.servers().stream().collect(Collectors.toMap(Backlog.Server::id, Function.identity()));
        return Answer.ok(
                new Servers(health.servers().stream()
                        .map(server -> view(server, left.get(server.id().value())))
                        .toList()),
                "admin.servers");
    }

    private static OperatorServer view(FleetHealth.Server server, Backlog.@Nullable Server left) {
        ServerHealth found = server.health();
        Duration uptime = found.uptime();
        return new OperatorServer(
                server.id().value(),
                found.healthy(),
                found.problem(),
                found.version(),
                uptime == null ? null : uptime.toSeconds(),
                found.activeRegistrations(),
                left != null && left.filling(),
                left == null ? 0 : left.pending());
    }
}
