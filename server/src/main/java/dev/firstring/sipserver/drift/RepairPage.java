package dev.firstring.sipserver.drift;

import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.drift.compare.AccountDifferences;
import dev.firstring.sipserver.drift.compare.KnownCredential;
import dev.firstring.sipserver.drift.compare.KnownCredentialStore;
import dev.firstring.sipserver.drift.finding.DriftFinding;
import dev.firstring.sipserver.drift.finding.DriftFinding.Difference;
import dev.firstring.sipserver.drift.finding.DriftFindingStore;
import dev.firstring.sipserver.drift.finding.DriftKind;
import dev.firstring.sipserver.sync.SyncBatch;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Repairs a page of findings: rechecks each, makes its account due for the sync if it still applies, and syncs these
 * accounts. Thread-safe.
 */
@Component
class RepairPage {

    private final DriftFindingStore findings;
    private final KnownCredentialStore credentials;
    private final AccountDifferences accountDifferences;
    private final SyncBatch sync;
    private final Clock clock;

    RepairPage(
            DriftFindingStore findings,
            KnownCredentialStore credentials,
            AccountDifferences accountDifferences,
            SyncBatch sync,
            Clock clock) {
        this.findings = findings;
        this.credentials = credentials;
        this.accountDifferences = accountDifferences;
        this.sync = sync;
        this.clock = clock;
    }

    /** The counts of a repair in progress. */
    static final class Tally {

        final Map<DriftKind, Integer> repaired = new EnumMap<>(DriftKind.class);
        final Map<String, String> failures = new TreeMap<>();
        int outdated;
        int pending;
    }

    /**
     * Repairs the findings of a page, all of one server.
     *
     * @throws dev.firstring.sipserver.SipServerFault if the server does not answer; findings repaired before count
     */
    void repair(UUID run, SipServer server, List<DriftFinding> page, Tally tally) {
        Set<CredentialId> ids = new HashSet<>();
        page.forEach(finding -> ids.add(credential(finding)));
        Map<CredentialId, KnownCredential> known = credentials.byId(server.id(), ids);
        List<DriftFinding> given = new ArrayList<>();
        try {
            Set<CredentialId> due = new HashSet<>();
            for (DriftFinding finding : page) {
                KnownCredential now = known.get(credential(finding));
                if (now == null) {
                    tally.outdated++;
                } else if (due.contains(now.id())
                        || makeDue(finding.difference().kind(), now, server)) {
                    due.add(now.id());
                    given.add(finding);
                } else if (now.pending()) {
                    tally.pending++;
                } else {
                    tally.outdated++;
                }
            }
        } finally {
            syncNow(run, server, given, tally);
        }
    }

    /** A finding counts as repaired only once the sync has read it back from the server. */
    private void syncNow(UUID run, SipServer server, List<DriftFinding> given, Tally tally) {
        Set<CredentialId> ids = new LinkedHashSet<>();
        given.forEach(finding -> ids.add(credential(finding)));
        Set<CredentialId> complete = sync.syncNow(server.id(), ids);
        List<DriftFinding> repaired = given.stream()
                .filter(finding -> complete.contains(credential(finding)))
                .toList();
        findings.repaired(run, repaired.stream().map(DriftFinding::id).toList(), clock.instant());
        repaired.forEach(finding -> tally.repaired.merge(finding.difference().kind(), 1, Integer::sum));
        tally.pending += given.size() - repaired.size();
    }

    private static CredentialId credential(DriftFinding finding) {
        return Objects.requireNonNull(finding.difference().credential());
    }

    /**
     * Makes the account due, so that the sync writes account and contacts and reads them back.
     *
     * @param known the current state in the database
     * @return false if the finding no longer applies, or the account is already due; nothing is changed then
     * @throws dev.firstring.sipserver.SipServerFault if the server does not answer
     */
    private boolean makeDue(DriftKind kind, KnownCredential known, SipServer server) {
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
