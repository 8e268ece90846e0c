package dev.firstring.sip.sync;

import java.util.List;

/**
 * How far the SIP servers are.
 *
 * @param status whether all of them have what the database wants
 * @param steps what was done and what is left, in order
 */
public record SyncReport(SyncStatus status, List<SyncStep> steps) {

    public SyncReport {
        steps = List.copyOf(steps);
    }

    /** Nothing is known of any server yet. */
    public static SyncReport notYet() {
        return new SyncReport(SyncStatus.PENDING, List.of());
    }

    /** Nothing is left to do. */
    public static SyncReport synced(List<SyncStep> steps) {
        return new SyncReport(SyncStatus.SYNCED, steps);
    }
}
