package dev.firstring.sipserver;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a server is.
 *
 * @param reachable whether it answered, and took our credentials
 * @param version what it calls itself; null where it does not tell
 * @param uptime how long it has run; null where it does not tell
 * @param activeRegistrations live contacts; null where it does not tell
 * @param problem what is wrong, for an operator; null when nothing is
 */
public record ServerHealth(
        boolean reachable,
        @Nullable String version,
        @Nullable Duration uptime,
        @Nullable Long activeRegistrations,
        @Nullable String problem) {

    /** @throws IllegalArgumentException if a server that is away is told without what is wrong, or a problem without words */
    public ServerHealth {
        if (problem == null ? !reachable : problem.isBlank()) {
            throw new IllegalArgumentException("a server that is not healthy is told with its problem");
        }
    }

    /** Whether nothing is wrong with it: a server has a problem or is healthy, and never both, however well it answers. */
    public boolean healthy() {
        return problem == null;
    }

    public static ServerHealth down(String problem) {
        return new ServerHealth(false, null, null, null, problem);
    }
}
