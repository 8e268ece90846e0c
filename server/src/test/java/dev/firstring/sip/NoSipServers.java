package dev.firstring.sip;

import dev.firstring.sip.sync.CredentialSync;
import dev.firstring.sip.sync.SyncReport;
import java.util.List;

/** What the room of the SIP servers does where none is configured. */
public final class NoSipServers implements CredentialSync {

    @Override
    public SyncReport sync(CredentialId id) {
        return SyncReport.synced(List.of());
    }
}
