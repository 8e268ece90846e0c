package dev.firstring.sip.sync;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A part of a change, in one place. A step is done only if what it claims was observed.
 *
 * @param server the SIP server; null for the database
 * @param due when a pending step will be done, or tried again; null for the others
 * @param code what kind of failure it was, a word of the error catalogue; null for a step that did not fail
 * @param why what keeps a step from being done; null for one that is done
 * @param found in what the server differed; empty for all steps but a comparison
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
        // Steps that were kept by an older version tell of none.
        found = List.copyOf(Objects.requireNonNullElse(found, List.of()));
    }

    /** What is done in a step, in the order in which they are done. */
    public enum Name {
        /** The change is committed. */
        DATABASE,
        /** The server was asked what it has, and that was compared with the database. */
        COMPARISON,
        /** The server has the account in its new state, or no account any more. */
        ACCOUNT,
        /** The server takes no new registration with what was good before. */
        REFUSAL,
        /** No cache of the server still says what was good before. */
        CACHES,
        /** The contacts that were live are gone. */
        CONTACTS,
        /** The server was asked, and says so. */
        READ_BACK
    }

    /** How far a step is. */
    public enum State {
        DONE,
        PENDING,
        FAILED
    }

    public static SyncStep done(Name name, @Nullable String server) {
        return new SyncStep(name, server, State.DONE, null, null, null, List.of());
    }

    /** A comparison that was made. */
    public static SyncStep compared(String server, List<String> found) {
        return new SyncStep(Name.COMPARISON, server, State.DONE, null, null, null, found);
    }

    public static SyncStep pending(Name name, @Nullable String server, @Nullable Instant due, @Nullable String why) {
        return new SyncStep(name, server, State.PENDING, due, null, why, List.of());
    }

    public static SyncStep failed(Name name, @Nullable String server, @Nullable Instant due, String code, String why) {
        return new SyncStep(name, server, State.FAILED, due, code, why, List.of());
    }
}
