package dev.firstring.sip.sync;

import dev.firstring.platform.WireWord;

/** Whether the SIP servers have what the database wants. */
public enum SyncStatus implements WireWord {
    SYNCED,
    PENDING
}
