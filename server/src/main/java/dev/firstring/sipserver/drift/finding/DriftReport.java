package dev.firstring.sipserver.drift.finding;

import dev.firstring.sipserver.ServerId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The result of comparing the servers with the database.
 *
 * @param servers the ids of the servers in the run
 * @param ended null while the run is in progress
 * @param compared the number of accounts and addresses that the servers listed
 * @param failures the servers that were not compared completely, and why; their findings are incomplete
 * @param counts the number of findings, by server and kind
 * @param repaired when the findings were last repaired; null if never
 */
public record DriftReport(
        UUID run,
        List<String> servers,
        String startedBy,
        Instant started,
        @Nullable Instant ended,
        long compared,
        Map<String, String> failures,
        List<Count> counts,
        @Nullable Instant repaired) {

    public DriftReport {
        servers = List.copyOf(servers);
        failures = Map.copyOf(failures);
        counts = List.copyOf(counts);
    }

    /**
     * The number of differences of one kind that a run found on a server.
     *
     * @param repaired the number of those that have been repaired since
     */
    public record Count(ServerId server, DriftKind kind, long found, long repaired) {

        public long left() {
            return found - repaired;
        }
    }

    /** The number of unrepaired differences. Accounts that the service did not create do not count. */
    public long left() {
        return counts.stream()
                .filter(count -> count.kind() != DriftKind.FOREIGN)
                .mapToLong(Count::left)
                .sum();
    }

    /** Whether all servers were compared completely, and no difference is left. */
    public boolean clean() {
        return failures.isEmpty() && left() == 0;
    }
}
