package dev.firstring.sipserver.drift;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that belongs to this node until the lease ends.
 *
 * @param servers the ids of the servers that it goes through, in this order
 * @param position where it is; null once it has ended
 * @param token what the row's token is now: whoever raises it next owns the run
 * @param compared how many accounts and addresses were compared
 */
record HeldRun(
        UUID id, List<String> servers, @Nullable Position position, long token, Instant leaseUntil, long compared) {

    HeldRun {
        servers = List.copyOf(servers);
    }

    /** Where the server after that one begins; null after the last. */
    @Nullable
    Position behind(String server) {
        int next = servers.indexOf(server) + 1;
        return next < servers.size() ? Position.atStartOf(servers.get(next)) : null;
    }

    HeldRun at(@Nullable Position next, int more) {
        return new HeldRun(id, servers, next, token, leaseUntil, compared + more);
    }

    HeldRun until(Instant lease) {
        return new HeldRun(id, servers, position, token, lease, compared);
    }
}
