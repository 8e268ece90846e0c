package dev.firstring.sipserver.drift;

import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.drift.compare.AccountDifferences;
import dev.firstring.sipserver.drift.compare.KnownCredential;
import dev.firstring.sipserver.drift.finding.DriftFinding.Difference;
import dev.firstring.sipserver.drift.finding.DriftKind;
import dev.firstring.sipserver.sync.SyncBatch;
import java.util.List;
import org.springframework.stereotype.Component;

/** Rechecks one finding, and makes its account due for the sync if it still applies. Thread-safe. */
@Component
public class RepairFinding {

    private final AccountDifferences accountDifferences;
    private final SyncBatch sync;

    public RepairFinding(AccountDifferences accountDifferences, SyncBatch sync) {
        this.accountDifferences = accountDifferences;
        this.sync = sync;
    }

    /**
     * Makes the account due, so that the sync writes account and contacts and reads them back.
     *
     * @param known the current state in the database
     * @return false if the finding no longer applies, or the account is already due; nothing is changed then
     * @throws dev.firstring.sipserver.SipServerFault if the server does not answer
     */
    boolean makeDue(DriftKind kind, KnownCredential known, SipServer server) {
        if (known.pending()) {
            return false;
        }
        return switch (kind) {
            case MISSING, EXTRA, WRONG_STATE, WRONG_NAME, WRONG_SECRET -> account(kind, known, server);
            case ORPHAN_CONTACT -> contact(known, server);
            case FOREIGN -> false;
        };
    }

    /** Considers all current differences, not only the one found, because the sync writes the whole account once. */
    private boolean account(DriftKind kind, KnownCredential known, SipServer server) {
        List<DriftKind> now = accountDifferences.of(known, server.find(known.aor())).stream()
                .map(Difference::kind)
                .toList();
        boolean endsContacts = !known.active() || now.contains(DriftKind.WRONG_SECRET);
        return now.contains(kind) && sync.makeDue(known.id(), server.id(), endsContacts);
    }

    private boolean contact(KnownCredential known, SipServer server) {
        return !known.active()
                && !server.registrations(known.aor()).isEmpty()
                && sync.makeDue(known.id(), server.id(), true);
    }
}
