package dev.firstring.sip.sync;

import dev.firstring.platform.WireWord;

/** Whether the SIP servers match the database. */
public enum SyncStatus implements WireWord {
    SYNCED,
    PENDING
}
