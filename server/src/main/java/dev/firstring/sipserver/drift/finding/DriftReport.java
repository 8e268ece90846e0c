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
 * @param servers the ids of the servers that it covers
 * @param ended null while it is under way
 * @param compared accounts and addresses that the servers listed
 * @param failures the servers that did not answer to the end, and why; their findings are incomplete
 * @param counts what was found, by server and kind
 * @param repaired when it was last repaired; null for never
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
     * How many differences of a kind a run found on a server.
     *
     * @param repaired how many of them were repaired since
     */
    public record Count(ServerId server, DriftKind kind, long found, long repaired) {

        public long left() {
            return found - repaired;
        }
    }

    /** How many differences are not repaired. Accounts that the service never made do not count. */
    public long left() {
        return counts.stream()
                .filter(count -> count.kind() != DriftKind.FOREIGN)
                .mapToLong(Count::left)
                .sum();
    }

    /** Whether all servers answered, and nothing differs. */
    public boolean clean() {
        return failures.isEmpty() && left() == 0;
    }
}
