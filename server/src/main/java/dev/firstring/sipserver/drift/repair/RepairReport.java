package dev.firstring.sipserver.drift.repair;

import dev.firstring.sipserver.drift.finding.DriftKind;
import java.util.Map;
import java.util.UUID;

/**
 * What a repair came to.
 *
 * @param repaired findings by kind that the server has as they should be now
 * @param pending findings that the sync has to do with: a server did not do it yet, and is asked again in the background
 * @param outdated findings that no longer hold: nothing was done
 * @param failures servers that did not answer, and why; what was found there is not repaired
 */
public record RepairReport(
        UUID run, Map<DriftKind, Integer> repaired, int pending, int outdated, Map<String, String> failures) {

    public RepairReport {
        repaired = Map.copyOf(repaired);
        failures = Map.copyOf(failures);
    }

    public int repairedInAll() {
        return repaired.values().stream().mapToInt(Integer::intValue).sum();
    }
}
