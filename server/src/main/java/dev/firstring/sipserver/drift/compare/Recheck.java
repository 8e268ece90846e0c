package dev.firstring.sipserver.drift.compare;

import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.drift.compare.Comparison.PageRequest;
import dev.firstring.sipserver.drift.finding.DriftFinding.Difference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Queries a server again for the accounts that seem to differ: a list is outdated when it is compared, and shifts while
 * accounts are created and removed. A difference counts only if neither the credential nor its sync state changed
 * between the first read and the time after the query. Thread-safe.
 */
@Component
class Recheck {

    private final KnownCredentialStore credentials;
    private final AccountDifferences accountDifferences;

    Recheck(KnownCredentialStore credentials, AccountDifferences accountDifferences) {
        this.credentials = credentials;
        this.accountDifferences = accountDifferences;
    }

    /** The differences of the suspects that are confirmed by the server. */
    List<Difference> accounts(List<KnownCredential> suspects, PageRequest request) {
        SipServer server = request.server();
        Map<CredentialId, List<Difference>> found = new LinkedHashMap<>();
        for (KnownCredential suspect : suspects) {
            if (!suspect.pending()) {
                request.beforeEachCall().run();
                List<Difference> differences = accountDifferences.of(suspect, server.find(suspect.aor()));
                if (!differences.isEmpty()) {
                    found.put(suspect.id(), differences);
                }
            }
        }
        return unchanged(suspects, found, server);
    }

    /** The differences whose credential is unchanged since it was read as a suspect. */
    List<Difference> unchanged(
            List<KnownCredential> suspects, Map<CredentialId, List<Difference>> found, SipServer server) {
        if (found.isEmpty()) {
            return List.of();
        }
        Map<CredentialId, KnownCredential> now = credentials.byId(server.id(), found.keySet());
        return suspects.stream()
                .filter(suspect -> found.containsKey(suspect.id()) && isUnchanged(suspect, now))
                .flatMap(suspect -> found.getOrDefault(suspect.id(), List.of()).stream())
                .toList();
    }

    private static boolean isUnchanged(KnownCredential before, Map<CredentialId, KnownCredential> now) {
        KnownCredential known = now.get(before.id());
        return known != null && known.unchangedSince(before);
    }
}
