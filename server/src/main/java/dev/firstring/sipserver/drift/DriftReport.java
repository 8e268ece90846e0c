package dev.firstring.sipserver.drift;

import dev.firstring.sipserver.drift.finding.DriftCount;
import dev.firstring.sipserver.drift.finding.DriftKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison of the servers with the database came to.
 *
 * @param servers the ids of the servers that it goes through
 * @param ended null while it is under way
 * @param compared accounts and addresses that the servers told
 * @param failures the servers that did not answer to the end, and why; what was found there is not all
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
        List<DriftCount> counts,
        @Nullable Instant repaired) {

    public DriftReport {
        servers = List.copyOf(servers);
        failures = Map.copyOf(failures);
        counts = List.copyOf(counts);
    }

    /** How many differences are not repaired; accounts that the service never made are none. */
    public long left() {
        return counts.stream()
                .filter(count -> count.kind() != DriftKind.FOREIGN)
                .mapToLong(DriftCount::left)
                .sum();
    }

    /** Whether all servers answered, and nothing differs. */
    public boolean clean() {
        return failures.isEmpty() && left() == 0;
    }
}
