package dev.firstring.sipserver.drift;

import dev.firstring.sipserver.drift.compare.Comparison.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that this node works on until the lease expires.
 *
 * @param servers the ids of the servers to compare, in this order
 * @param position the current position; null once the run has ended
 * @param token the fencing token: the node that next increments the row's token owns the run
 * @param compared the number of accounts and addresses compared
 */
record HeldRun(
        UUID id, List<String> servers, @Nullable Position position, long token, Instant leaseUntil, long compared) {

    HeldRun {
        servers = List.copyOf(servers);
    }

    /**
     * The position of a run; stored as JSON.
     *
     * @param server the id of the current server
     * @param cursor where the next page begins; empty for the first page of the phase
     */
    record Position(String server, Phase phase, String cursor) {

        static Position startOf(String server) {
            return new Position(server, Phase.ACCOUNTS, "");
        }

        /** Whether nothing of the server has been compared yet. */
        boolean isStart() {
            return phase == Phase.ACCOUNTS && cursor.isEmpty();
        }

        /** Whether resuming the run here requires the accounts seen on the server. */
        boolean needsSeen() {
            return phase != Phase.CONTACTS && !isStart();
        }

        boolean sameServerAndPhase(Position other) {
            return phase == other.phase && server.equals(other.server);
        }
    }

    /** The position after a phase: the next phase of the server, or the next server; null at the end of the run. */
    @Nullable
    Position after(Position done) {
        Optional<Phase> phase = done.phase().next();
        return phase.isPresent() ? new Position(done.server(), phase.get(), "") : startOfNext(done.server());
    }

    /** The start of the next server; null after the last. */
    @Nullable
    Position startOfNext(String server) {
        int next = servers.indexOf(server) + 1;
        return next < servers.size() ? Position.startOf(servers.get(next)) : null;
    }

    HeldRun at(@Nullable Position next, int more) {
        return new HeldRun(id, servers, next, token, leaseUntil, compared + more);
    }

    HeldRun until(Instant lease) {
        return new HeldRun(id, servers, position, token, lease, compared);
    }
}
