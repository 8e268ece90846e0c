package dev.firstring.sip.view;

import dev.firstring.sip.Credential;
import java.util.Locale;

/** Whether the SIP servers have what the database wants. */
public enum SyncStatus {
    SYNCED,
    PENDING;

    /**
     * The state of a credential. SIP servers read the views of this database, so what is committed is what they have:
     * always {@link #SYNCED} while there is no server that has to be told.
     */
    public static SyncStatus of(Credential credential) {
        return SYNCED;
    }

    /** The word on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
