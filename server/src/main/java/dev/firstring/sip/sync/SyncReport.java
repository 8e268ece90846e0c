package dev.firstring.sip.sync;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

    /**
     * One step of propagating a change, in the database or on one SIP server. A step is done only if its effect was
     * observed.
     *
     * @param server the SIP server; null for the database
     * @param due when a pending step will be done or retried; null otherwise
     * @param code the kind of failure, from the error catalogue; null if the step did not fail
     * @param why what prevents the step from being done; null if it is done
     * @param found the differences of the server; empty for all steps except comparisons
     */
    public record SyncStep(
            Name name,
            @Nullable String server,
            State state,
            @Nullable Instant due,
            @Nullable String code,
            @Nullable String why,
            List<String> found) {

        public SyncStep {
            // Steps stored by earlier versions have none.
            found = List.copyOf(Objects.requireNonNullElse(found, List.of()));
        }

        /** The kinds of steps, in the order in which they are done. */
        public enum Name {
            /** The change is committed. */
            DATABASE,
            /** The state of the server was read and compared with the database. */
            COMPARISON,
            /** The server has the account in its new state, or no longer has it. */
            ACCOUNT,
            /** The server rejects new registrations with the previous secret or state. */
            REFUSAL,
            /** No cache of the server holds the previous secret or state. */
            CACHES,
            /** The active contacts are removed. */
            CONTACTS,
            /** The result was read back from the server. */
            READ_BACK
        }

        /** The progress of a step. */
        public enum State {
            DONE,
            PENDING,
            FAILED
        }

        public static SyncStep done(Name name, @Nullable String server) {
            return new SyncStep(name, server, State.DONE, null, null, null, List.of());
        }

        /** A completed comparison. */
        public static SyncStep compared(String server, List<String> found) {
            return new SyncStep(Name.COMPARISON, server, State.DONE, null, null, null, found);
        }

        public static SyncStep pending(
                Name name, @Nullable String server, @Nullable Instant due, @Nullable String why) {
            return new SyncStep(name, server, State.PENDING, due, null, why, List.of());
        }

        public static SyncStep failed(
                Name name, @Nullable String server, @Nullable Instant due, String code, String why) {
            return new SyncStep(name, server, State.FAILED, due, code, why, List.of());
        }
    }
}
