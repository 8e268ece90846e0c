package dev.firstring.sip.sync;

import java.util.List;

/**
 * The progress of propagating a change to the SIP servers.
 *
 * @param status whether all servers match the database
 * @param steps the completed and the remaining steps, in order
 */
public record SyncReport(SyncStatus status, List<SyncStep> steps) {

    public SyncReport {
        steps = List.copyOf(steps);
    }

    /** No result of any server is known yet. */
    public static SyncReport notYet() {
        return new SyncReport(SyncStatus.PENDING, List.of());
    }

    /** All servers match the database. */
    public static SyncReport synced(List<SyncStep> steps) {
        return new SyncReport(SyncStatus.SYNCED, steps);
    }
}
