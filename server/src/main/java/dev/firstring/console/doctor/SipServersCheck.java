package dev.firstring.console.doctor;

import dev.firstring.console.doctor.Finding.Fine;
import dev.firstring.console.doctor.Finding.Wrong;
import dev.firstring.sipserver.ServerHealth;
import dev.firstring.sipserver.check.FleetHealth;
import java.util.List;
import java.util.function.Supplier;

/** Checks that every SIP server responds and accepts the configured credentials. */
public final class SipServersCheck implements Check {

    private final Supplier<FleetHealth> health;

    public SipServersCheck(Supplier<FleetHealth> health) {
        this.health = health;
    }

    @Override
    public String subject() {
        return "SIP servers";
    }

    @Override
    public List<Finding> look() {
        List<FleetHealth.Server> servers = health.get().servers();
        return servers.isEmpty()
                ? List.of(new Fine(subject(), "none is configured; one that reads the database's views needs no more"))
                : servers.stream().map(this::finding).toList();
    }

    private Finding finding(FleetHealth.Server server) {
        ServerHealth found = server.health();
        String name = subject() + " (" + server.id() + ")";
        if (server.runsInside()) {
            return new Fine(name, "runs inside the service");
        }
        if (!found.healthy()) {
            return new Wrong(
                    name,
                    (found.reachable() ? "answers, but " : "") + found.problem(),
                    "See docs/operations.md, SIP servers, and the README beside the server's configuration in deploy/; nothing"
                            + " is lost meanwhile.");
        }
        return new Fine(name, "answers" + (found.version() == null ? "" : ": " + found.version()));
    }
}
