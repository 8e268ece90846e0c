package dev.firstring.sip.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A part of a change, in one place.
 *
 * @param server the SIP server; null for the database
 * @param due when a pending step will be done, or tried again; null for the others
 * @param why what keeps a step from being done; null for one that is done
 */
public record SyncStep(
        Name name,
        @Nullable String server,
        State state,
        @Nullable Instant due,
        @Nullable String why) {

    /** What is done in a step, in the order in which they are done. */
    public enum Name {
        /** The change is committed. */
        DATABASE,
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
        return new SyncStep(name, server, State.DONE, null, null);
    }

    public static SyncStep pending(Name name, @Nullable String server, @Nullable Instant due, @Nullable String why) {
        return new SyncStep(name, server, State.PENDING, due, why);
    }

    public static SyncStep failed(Name name, @Nullable String server, @Nullable Instant due, String why) {
        return new SyncStep(name, server, State.FAILED, due, why);
    }
}
