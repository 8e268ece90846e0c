package dev.firstring.sip.sync;

import java.util.Locale;

/** Whether the SIP servers have what the database wants. */
public enum SyncStatus {
    SYNCED,
    PENDING;

    /** The word on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
