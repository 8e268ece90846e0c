package dev.firstring.sipserver.drift.finding;

import dev.firstring.sipserver.ServerId;

/**
 * How many differences of a kind a run found on a server.
 *
 * @param repaired how many of them were repaired since
 */
public record DriftCount(ServerId server, DriftKind kind, long found, long repaired) {

    public long left() {
        return found - repaired;
    }
}
