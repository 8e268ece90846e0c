package dev.firstring.sipserver;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The health of a server.
 *
 * @param reachable whether it answered, and accepted our credentials
 * @param version the version that it reports; null if it does not
 * @param uptime null if the server does not report it
 * @param activeRegistrations the number of live contacts; null if the server does not report it
 * @param problem what is wrong, for an operator; null if nothing is
 */
public record ServerHealth(
        boolean reachable,
        @Nullable String version,
        @Nullable Duration uptime,
        @Nullable Long activeRegistrations,
        @Nullable String problem) {

    /** @throws IllegalArgumentException if an unreachable server has no problem, or the problem is blank */
    public ServerHealth {
        if (problem == null ? !reachable : problem.isBlank()) {
            throw new IllegalArgumentException("a server that is not healthy is told with its problem");
        }
    }

    /** Whether the server has no problem. */
    public boolean healthy() {
        return problem == null;
    }

    public static ServerHealth down(String problem) {
        return new ServerHealth(false, null, null, null, problem);
    }
}
